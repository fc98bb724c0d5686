export const LOGIN = {
  title: 'Log in',
  email: 'E-mail address',
  password: 'Password',
  logIn: 'Log in',
  loggingIn: 'Logging in…',
  insecureTitle: 'This connection is not protected',
  insecure:
    'Everyone between this browser and the service can read along. Open the dashboard over https, or at http://localhost on the machine itself.',
  mayNot:
    'So the service takes no passwords here. The operator of the service can allow it with ALLOW_INSECURE_LOGIN=true.',
  noDashboard:
    'There is no account yet. The person at the terminal of the service has a link for the first one.',
  forgotten:
    'Forgotten? An owner of the installation runs unlatch admin setup-link on the server, and gets a link for a new password.',
  secondTitle: 'Second factor',
  secondSummary: 'The password was right. Now the code of your authenticator app.',
  code: 'Code',
  codeHint: 'Six digits, or one of your recovery codes.',
  confirm: 'Confirm',
  confirming: 'Confirming…',
  otherAccount: 'Use another account',
  passkey: 'Log in with a passkey',
  passkeyWaiting: 'Waiting for the passkey…',
  sso: (name: string) => `Log in with ${name}`,
  or: 'or',
} as const;

export const SETUP = {
  title: 'Make the first account',
  summary: 'It owns this installation: its APIs, keys and members.',
  name: 'Your name',
  nameHint: 'Audit logs and the list of members show it.',
  email: 'E-mail address',
  emailHint: 'To log in. No mail is sent to it now.',
  password: 'Password',
  passwordHint: 'At least 12 characters. A sentence is easier to keep than a word.',
  workspace: 'Name of the workspace',
  workspaceHint: 'Such as your company or your product. It can be changed later.',
  create: 'Create account',
  creating: 'Creating…',
  show: 'Show password',
  noToken: 'The link is not whole',
  noTokenWhy:
    'The link of the terminal ends with a # and some characters. Copy all of it. unlatch admin setup-link prints another one.',
} as const;

export const JOIN = {
  title: (workspace: string) => `Join ${workspace}`,
  summary: (inviter: string, role: string) => `${inviter} invites you as ${role}.`,
  join: 'Join',
  joining: 'Joining…',
  createAndJoin: 'Create account and join',
  logInFirst: 'You have an account here already. Log in, and open the link once more.',
  otherAccount: 'You are logged in with another account. Log out, and open the link once more.',
  logIn: 'Log in',
  logOut: 'Log out',
  noToken: 'The link is not whole',
  noTokenWhy: 'The link of an invitation ends with a # and some characters. Copy all of it.',
} as const;

/** How hard a password is to guess, by its length and by what it repeats. */
export const STRENGTH = ['Too short', 'Weak', 'Fair', 'Strong'] as const;

export const CONFIRM = {
  title: 'Confirm that it is you',
  summary: 'This act is dangerous. After the confirmation, ten minutes are free of this question.',
  password: 'Password',
  confirm: 'Confirm',
  confirming: 'Confirming…',
  passkey: 'Use a passkey',
  waiting: 'Waiting for the passkey…',
} as const;

export const PASSKEY = {
  title: 'No passkey was used',
  ended: 'The browser was told to stop, or waited too long. Try again, or use the password.',
} as const;
