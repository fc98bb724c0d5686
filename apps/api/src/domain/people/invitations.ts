/** Longer than a night, and short enough that a link in an old mail is worth nothing. */
export const INVITATION_LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * The page on which an invitation is accepted. The token stands after `#`, which browsers send to no
 * server, so it is in no log. `null`: the service does not know its own address.
 */
export function joinLinkOf(token: string, publicUrl: string | undefined): string | null {
  return publicUrl === undefined ? null : `${publicUrl}/join#${token}`;
}
