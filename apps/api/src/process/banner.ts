import type { RootKeyUse } from '../operations/installation/set-up.js';

export interface Listening {
  readonly url: string;
  readonly rootKeyUse: RootKeyUse;
  /** `undefined`: there are people who can log in. */
  readonly setupToken: string | undefined;
  /** `undefined`: people find the service where it listens. */
  readonly publicUrl: string | undefined;
}

/** The text for the person at the terminal once the service listens. */
export function banner({ url, rootKeyUse, setupToken, publicUrl }: Listening): string {
  const isFirstStart = rootKeyUse.kind === 'generated';
  const [listens, ...more] = isFirstStart
    ? firstStart(url, rootKeyUse.rootKey)
    : laterStart(url, rootKeyUse);
  const setup = setupToken === undefined ? [] : setupLines(setupUrl(publicUrl ?? url, setupToken));
  // Before the commands, which people copy from their first line to the end.
  return `\n${[listens, ...setup, ...more].join('\n')}\n\n`;
}

/**
 * The page that makes the first person. The token is behind the #, which browsers send to no
 * server, so no log and no proxy has it. Passkeys are bound to a name, so it says `localhost`.
 */
export function setupUrl(base: string, token: string): string {
  return `${base.replace('//127.0.0.1', '//localhost')}/setup#${token}`;
}

function setupLines(link: string): string[] {
  return [
    '',
    'The dashboard has no user yet. Open this link within an hour to become its owner:',
    '',
    `  ${link}`,
  ];
}

/** For a start that makes the root key and then fails: the root key would never be shown again. */
export function rootKeyNote(use: RootKeyUse): string {
  if (use.kind !== 'generated') return '';
  return `\nThis start has made your root key. It is shown only now; keep it like a password:\n\n  ${use.rootKey}\n\n`;
}

/** The address at which a browser or curl on this machine finds the service. */
export function serviceUrl(listenHost: string, port: number): string {
  const anyHost = listenHost === '0.0.0.0' || listenHost === '::';
  const host = anyHost ? '127.0.0.1' : listenHost;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export const ROOT_KEY_SENTENCES = {
  taken: 'The root key is the one in UNLATCH_ROOT_KEY.',
  known: 'UNLATCH_ROOT_KEY is a root key of this database.',
  ignored:
    'UNLATCH_ROOT_KEY is ignored: it is no root key of this database, which got its own at its first start.',
  none: 'The root key is the one of the first start. If it is lost: docs/operating.md, "Security notes".',
} as const;

function laterStart(url: string, { kind }: Exclude<RootKeyUse, { kind: 'generated' }>): string[] {
  return [
    `Unlatch listens on ${url} (reference: ${url}/reference). Ctrl-C stops it.`,
    ROOT_KEY_SENTENCES[kind],
  ];
}

function firstStart(url: string, rootKey: string): string[] {
  return [
    `Unlatch listens on ${url} (reference: ${url}/reference). Ctrl-C stops it.`,
    '',
    'Your root key. It is shown only now; keep it like a password:',
    '',
    `  ${rootKey}`,
    '',
    'Create an API, create a key, verify it. Paste this into another terminal:',
    '',
    `export UNLATCH_URL=${url}`,
    `export UNLATCH_ROOT_KEY=${rootKey}`,
    'unlatch() {',
    '  curl -sS "$UNLATCH_URL/v2/$1" -H "Authorization: Bearer $UNLATCH_ROOT_KEY" \\',
    '    -H "Content-Type: application/json" -d "$2"; echo',
    '}',
    'field() { sed -nE -e "s/.*\\"$1\\":\\"([^\\"]+)\\".*/\\1/p" -e t -e "s/^/no $1 in: /w /dev/stderr"; }',
    'API_ID=$(unlatch apis.createApi \'{"name":"Weather"}\' | field apiId)',
    'KEY=$(unlatch keys.createKey "{\\"apiId\\":\\"$API_ID\\",\\"prefix\\":\\"prod\\"}" | field key)',
    'unlatch keys.verifyKey "{\\"key\\":\\"$KEY\\"}"',
  ];
}
