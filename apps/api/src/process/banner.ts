/** The text for the person at the terminal once the service listens. */
export function banner({ url, rootKey }: { url: string; rootKey: string | undefined }): string {
  const lines = rootKey === undefined ? known(url) : firstStart(url, rootKey);
  return `\n${lines.join('\n')}\n\n`;
}

/** For a start that makes the root key and then fails: the root key would never be shown again. */
export function rootKeyNote(rootKey: string | undefined): string {
  if (rootKey === undefined) return '';
  return `\nThis start has made your root key. It is shown only now; keep it like a password:\n\n  ${rootKey}\n\n`;
}

/** The address at which a browser or curl on this machine finds the service. */
export function serviceUrl(listenHost: string, port: number): string {
  const anyHost = listenHost === '0.0.0.0' || listenHost === '::';
  const host = anyHost ? '127.0.0.1' : listenHost;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function known(url: string): string[] {
  return [
    `Unlatch listens on ${url} (reference: ${url}/reference). Ctrl-C stops it.`,
    'The root key was shown when it was made, at the first start.',
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
    'API_ID=$(unlatch apis.createApi \'{"name":"Weather"}\' | sed -E \'s/.*"apiId":"([^"]+)".*/\\1/\')',
    'KEY=$(unlatch keys.createKey "{\\"apiId\\":\\"$API_ID\\",\\"prefix\\":\\"prod\\"}" | sed -E \'s/.*"key":"([^"]+)".*/\\1/\')',
    'unlatch keys.verifyKey "{\\"key\\":\\"$KEY\\"}"',
  ];
}
