import type { FastifyReply } from 'fastify';

/*
 * The cookies of people. Over https their names begin with `__Host-`, so no other host and no plain
 * connection can plant one. Browsers do not all accept such a name over plain http, so there the
 * names are without. The two kinds of names are never read in place of each other.
 */

export type CookieName = 'session' | 'device' | 'sso';

interface CookieKind {
  readonly name: string;
  readonly maxAgeSeconds: number;
}

const DAY_SECONDS = 24 * 60 * 60;

const KINDS: Readonly<Record<CookieName, CookieKind>> = {
  // The session itself ends earlier; this only lets the browser forget it.
  session: { name: 'unlatch', maxAgeSeconds: 7 * DAY_SECONDS },
  device: { name: 'unlatch_device', maxAgeSeconds: 365 * DAY_SECONDS },
  sso: { name: 'unlatch_sso', maxAgeSeconds: 10 * 60 },
};

/** What an answer does to the cookies: a text sets one, and `null` removes it. */
export type CookieChanges = Readonly<Partial<Record<CookieName, string | null>>>;

/** `null`: the request has no such cookie, or two of them, of which one is planted. */
export function readCookie(
  header: string | undefined,
  cookie: CookieName,
  { isSecure }: { readonly isSecure: boolean },
): string | null {
  if (header === undefined || header.length > HEADER_LENGTH_MAX) return null;
  const start = `${nameOf(cookie, isSecure)}=`;
  const found = header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start));
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? null : only.slice(start.length);
}

/** Node takes 16 KiB of headers in all. */
const HEADER_LENGTH_MAX = 16_384;

export function changeCookies(
  reply: FastifyReply,
  changes: CookieChanges,
  { isSecure }: { readonly isSecure: boolean },
): void {
  const lines = (Object.keys(KINDS) as CookieName[]).flatMap((cookie) => {
    const value = changes[cookie];
    if (value === undefined) return [];
    const name = nameOf(cookie, isSecure);
    const maxAge = value === null ? 0 : KINDS[cookie].maxAgeSeconds;
    const secure = isSecure ? '; Secure' : '';
    return `${name}=${value ?? ''}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
  });
  if (lines.length > 0) reply.header('set-cookie', lines);
}

function nameOf(cookie: CookieName, isSecure: boolean): string {
  const { name } = KINDS[cookie];
  if (isSecure) return `__Host-${name}`;
  return cookie === 'session' ? `${name}_session` : name;
}
