/** What one connection of an attacker does. */
interface Attack {
  readonly connections: number;
  /** What it sends at first, and again after each answer that it reads. */
  readonly request: (rootKey: string) => string;
  readonly reads: boolean;
  /** After the request, this character without end. */
  readonly repeats?: string;
}

const get = (path: string, key?: string) =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\n${key === undefined ? '' : `authorization: Bearer ${key}\r\n`}\r\n`;

function post(path: string, key: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** A client that never reads. Two requests in a row, as many clients would send them. */
const unread = (request: Attack['request']): Attack => ({
  connections: 200,
  request: (key) => request(key).repeat(2),
  reads: false,
});

/** Clients that send the next request after each answer. */
const looped = (request: Attack['request'], connections = 40): Attack => ({
  connections,
  request,
  reads: true,
});

const NAMES_BYTES = 10_000_000;

/** An object of as many different names as fit into the largest body. */
function bodyOfNames(): string {
  const names = Array.from({ length: NAMES_BYTES / 14 }, (_, index) => `"n${index}":0`);
  return `{${names.join(',')}}`.slice(0, NAMES_BYTES);
}

function importOfKeys(): string {
  const keys = Array.from({ length: 10_000 }, (_, index) => ({
    hash: `${Math.random()}${index}`,
    permissions: [`p${index}`],
  }));
  return JSON.stringify({ migrationId: 'unkey', apiId: 'api_none', keys });
}

const LIST = JSON.stringify({ limit: 100 });

export const ATTACKS: Readonly<Record<string, Attack>> = {
  'the script, not read': unread(() => get('/reference/scalar.js')),
  'the document, not read': unread(() => get('/openapi.json')),
  'a large list, not read': unread((key) => post('/v2/identities.listIdentities', key, LIST)),
  'the document, in a loop': looped(() => get('/openapi.yaml')),
  'the document, 400 loops': looped(() => get('/openapi.yaml'), 400),
  'an unknown path, in a loop': looped(() => get('/nowhere')),
  'a wrong key, in a loop': looped(() => post('/v2/keys.verifyKey', 'unkey_wrong_one', '{}')),
  'probes, in a loop': looped(() => get('/health/ready')),
  'a large list, in a loop': looped((key) => post('/v2/identities.listIdentities', key, LIST)),
  'changes, in a loop': looped((key) => post('/v2/apis.createApi', key, '{"name":"Flood"}')),
  'bodies of 10 MB of names': looped((key) => post('/v2/apis.createApi', key, bodyOfNames()), 4),
  'imports of 10,000 keys': looped((key) => post('/v2/keys.migrateKeys', key, importOfKeys()), 4),
  'a body without end after 401': {
    connections: 10,
    request: () =>
      'POST /v2/keys.verifyKey HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 999999999999\r\n\r\n',
    reads: false,
    repeats: ' ',
  },
};
