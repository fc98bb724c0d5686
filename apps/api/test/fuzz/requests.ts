import { OPERATIONS, type Operation } from '@unlatch/contract';
import { hostileText } from './hostile.js';
import { writeJson } from './json-text.js';
import { mutated } from './mutations.js';
import type { Random } from './random.js';
import { validBody } from './values.js';
import type { World } from './world.js';

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** The operation, where path and method are those of one. */
  readonly operation: Operation | undefined;
}

/** The credentials of a workspace, each a root key. The first may do everything. */
export type Credentials = readonly [string, ...string[]];

const METHODS: readonly [string, ...string[]] = [
  'GET',
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'QUERY',
  'TRACE',
]; // prettier-ignore

const PATHS: readonly [string, ...string[]] = [
  '/',
  '/v2',
  '/v2/',
  '/v2/liveness',
  '/v1/keys.verifyKey',
  '/v2/keys.verifyKey/',
  '/v2//keys.verifyKey',
  '/v2/KEYS.VERIFYKEY',
  '/v2/keys.verifyKey%00',
  '/v2/keys%2everifyKey',
  '/v2/%',
  '/v2/%ff',
  '/v2/../metrics',
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/openapi.json',
  '/openapi.yaml',
  '/reference',
  '/docs/errors/unkey/data/api_not_found',
  '/docs/errors/__proto__/constructor/x',
  '/docs/errors/%2e%2e/a/b',
  '/v2/keys.verifyKey?key=1',
  '/v2/keys.verifyKey#x',
  '*',
  '//',
  '/\\',
  '/favicon.ico',
]; // prettier-ignore

const CONTENT_TYPES: readonly [string, ...string[]] = [
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'application/problem+json',
  'text/plain',
  '',
  'application/json;charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json, text/plain',
  'application/xml',
  '*/*',
  'application/json; =',
  ';',
]; // prettier-ignore

const OTHER_HEADERS: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['accept', 'application/json'],
  ['accept', 'application/problem+json;q=0'],
  ['accept', 'text/html'],
  ['accept', ',,;;q='],
  ['accept-encoding', 'gzip, br, *;q=0'],
  ['x-forwarded-for', '203.0.113.7:54321, [2001:db8::1]:443, unknown, '],
  ['x-forwarded-for', "'; drop table keys; --"],
  ['x-forwarded-proto', 'javascript'],
  ['x-forwarded-host', 'evil.example'],
  ['forwarded', 'for=_hidden;proto=ftp'],
  ['host', 'evil.example'],
  ['host', '"><script>'],
  ['origin', 'null'],
  ['referer', 'https://evil.example/?key=1'],
  ['user-agent', `agent/${'x'.repeat(3000)}`],
  ['user-agent', '\u00fftext\u009b31m'],
  ['x-request-id', 'mine'],
  ['x-unkey-metrics', 'disabled'],
  ['content-encoding', 'gzip'],
  ['expect', 'something'],
  ['range', 'bytes=0-1'],
  ['if-none-match', '*'],
  ['upgrade', 'h2c'],
  ['traceparent', '00-x'],
  ['cookie', 'session=1; '.repeat(50)],
  ['__proto__', 'x'],
];

/** One request: mostly valid, else with faults in the body, the headers, the method or the path. */
export function randomRequest(random: Random, world: World, credentials: Credentials): FuzzRequest {
  const operation = random.pick(OPERATIONS) ?? OPERATIONS[0];
  if (operation === undefined) throw new Error('the contract has no operation');
  if (random.percent(3)) return strangeRoute(random, credentials, operation);
  const valid = validBody(random, world, operation);
  const body = random.percent(45) ? mutated(random, valid) : valid;
  return {
    method: 'POST',
    path: `/v2/${operation.name}`,
    headers: headersFor(random, operation, credentials),
    body: withoutTraps(operation, bodyText(random, body)),
    operation,
  };
}

function headersFor(random: Random, operation: Operation, credentials: Credentials) {
  const rootKey = random.percent(80) ? credentials[0] : (random.pick(credentials) ?? '');
  const headers: [string, string][] = [];
  if (random.percent(96)) headers.push(['authorization', `Bearer ${rootKey}`]);
  else headers.push(...strangeAuthorization(random, rootKey));
  headers.push([
    'content-type',
    random.percent(96) ? 'application/json' : random.pick(CONTENT_TYPES),
  ]);
  if (operation.kind !== 'read' && random.percent(10)) {
    const strange = () => random.pick(['', ' ', 'x'.repeat(255), 'x'.repeat(256), '\u00e9', 'a,b']);
    headers.push(['idempotency-key', random.percent(70) ? random.word(12) : strange()]);
  }
  if (random.percent(10)) headers.push([...random.pick(OTHER_HEADERS)]);
  return headers;
}

function strangeAuthorization(random: Random, rootKey: string): [string, string][] {
  const forms: [[string, string][], ...[string, string][][]] = [
    [],
    [['authorization', rootKey]],
    [['authorization', `bearer ${rootKey}`]],
    [['authorization', `Bearer  ${rootKey} `]],
    [['authorization', `Bearer ${rootKey}, Bearer ${rootKey}`]],
    [['authorization', `Basic ${Buffer.from(`${rootKey}:`).toString('base64')}`]],
    [['authorization', 'Bearer']],
    [['authorization', `Bearer ${'x'.repeat(5000)}`]],
    [['authorization', 'Bearer __proto__']],
    [['authorization', 'Bearer \u00ff\u0080']],
    [['authorization', `Bearer ${rootKey.slice(0, -1)}`]],
    [
      ['authorization', `Bearer ${rootKey}`],
      ['authorization', 'Bearer other'],
    ],
  ];
  return random.pick(forms);
}

function strangeRoute(random: Random, credentials: Credentials, operation: Operation): FuzzRequest {
  const isKnownPath = random.percent(50);
  const path = isKnownPath ? `/v2/${operation.name}` : random.pick(PATHS);
  const method = isKnownPath || random.percent(70) ? random.pick(METHODS) : 'POST';
  const headers: [string, string][] = [];
  if (random.percent(60)) headers.push(['authorization', `Bearer ${credentials[0]}`]);
  if (random.percent(50)) headers.push(['content-type', 'application/json']);
  if (random.percent(30)) headers.push([...random.pick(OTHER_HEADERS)]);
  const body = random.percent(30) ? '{}' : '';
  return { method, path, headers, body, operation: undefined };
}

/** A JSON text, now and then with a fault of its own. */
function bodyText(random: Random, body: unknown): string {
  const text = writeJson(body);
  if (random.percent(97)) return text;
  const at = random.below(text.length + 1);
  return random.pick([
    '',
    `\ufeff${text}`,
    text.slice(0, at),
    `${text.slice(0, at)}${hostileText(random)}${text.slice(at)}`,
    `${text}${text}`,
    `${text},`,
    `/* */${text}`,
    `[${text}]`,
    text.replaceAll('"', "'"),
    text.replaceAll('":', '":+'),
    ` \n\t${text}\r\n`,
  ]);
}

/** A limit on the requests of the workspace would refuse all later cases of the chapter. */
function withoutTraps({ name }: Operation, text: string): string {
  if (!name.endsWith('.updateWorkspace')) return text;
  return text.replaceAll(/"apiRequestsPerMinute":[^,}]*/g, '"apiRequestsPerMinute":null');
}

/** The bytes as a client sends them. */
export function bytesOf({ method, path, headers, body }: FuzzRequest): Buffer {
  const own = headers.some(([name]) => name === 'host') ? [] : [['host', 'fuzz']];
  const payload = Buffer.from(body);
  const length =
    payload.length > 0 || method === 'POST' ? [['content-length', payload.length]] : [];
  const lines = [...own, ...headers, ...length].map(([name, value]) => `${name}: ${value}`);
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), payload]);
}
