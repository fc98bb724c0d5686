/** What the mail of an invitation says. Its link is a secret, so it must get into no log. */
export function invitationMail(part: {
  readonly to: string;
  readonly link: string;
  readonly workspaceName: string;
  readonly inviter: string;
  readonly roleName: string;
}): { readonly to: string; readonly subject: string; readonly text: string } {
  const { to, link, workspaceName, inviter, roleName } = part;
  return {
    to,
    subject: `Join ${workspaceName} on Unlatch`,
    text: [
      `${inviter} invites you to the workspace "${workspaceName}", as ${roleName}.`,
      '',
      'To accept, open this link within 24 hours. It works once:',
      link,
      '',
      `It is for ${to}. If you did not expect this, ignore it: nothing happens without you.`,
      '',
    ].join('\n'),
  };
}
