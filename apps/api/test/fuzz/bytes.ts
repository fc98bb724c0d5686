import type { Random } from './random.js';

/** What is sent on one connection, and what is known beforehand of the answers. */
export interface ByteCase {
  readonly title: string;
  readonly pieces: readonly Buffer[];
  /** How many answers there must be. Absent: any number. */
  readonly answers?: number;
  /** How many whole requests there are. Each is answered, unless the server closes. */
  readonly answersMax?: number;
  /** The status of the first answer. Absent: any that is allowed. */
  readonly status?: number;
}

/** How each kind of fault is made from the bytes of a request that is otherwise sound. */
const FAULTS: readonly [Fault, ...Fault[]] = [
  truncated,
  flipped,
  flipped,
  inserted,
  split,
  pipelined,
  chunked,
  strangeChunks,
  lengthAndChunks,
  twoLengths,
  strangeLength,
  strangeHead,
];

type Fault = (random: Random, request: SoundRequest) => ByteCase;

export interface SoundRequest {
  readonly bytes: Buffer;
  readonly head: string;
  readonly body: Buffer;
  /** The status that the request gets when nothing is wrong with its bytes. */
  readonly status: number;
}

/** A fault in the bytes, below what JSON and headers can say. */
export function byteCase(random: Random, bytes: Buffer, status: number): ByteCase {
  const headEnd = bytes.indexOf('\r\n\r\n') + 2;
  const head = bytes.toString('latin1', 0, headEnd);
  const request = { bytes, head, body: bytes.subarray(headEnd + 2), status };
  return random.pick(FAULTS)(random, request);
}

function truncated(random: Random, { bytes }: SoundRequest): ByteCase {
  return { title: 'truncated', pieces: [bytes.subarray(0, random.below(bytes.length))] };
}

function flipped(random: Random, { bytes }: SoundRequest): ByteCase {
  const changed = Buffer.from(bytes);
  for (let done = 0; done <= random.below(4); done += 1) {
    const at = random.below(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  }
  return { title: 'flipped bits', pieces: [changed] };
}

function inserted(random: Random, { bytes }: SoundRequest): ByteCase {
  const at = random.below(bytes.length);
  const extra = Buffer.from(
    random.pick(['\r\n', '\n', '\0', ' ', '\t', ':', '\r', '\xff']),
    'latin1',
  );
  return {
    title: 'bytes inserted',
    pieces: [Buffer.concat([bytes.subarray(0, at), extra, bytes.subarray(at)])],
  };
}

/** Wherever the network cuts a request, its answer is the same. */
function split(random: Random, { bytes, status }: SoundRequest): ByteCase {
  const at = random.below(bytes.length);
  const then = at + random.below(bytes.length - at);
  const pieces = [bytes.subarray(0, at), bytes.subarray(at, then), bytes.subarray(then)];
  return { title: 'split', pieces, answers: 1, status };
}

function pipelined(random: Random, { bytes, status }: SoundRequest): ByteCase {
  const count = 2 + random.below(4);
  const pieces = [Buffer.concat(Array.from({ length: count }, () => bytes))];
  return { title: 'pipelined', pieces, answersMax: count, status };
}

function chunked(random: Random, { head, body, status }: SoundRequest): ByteCase {
  const at = random.below(body.length + 1);
  const parts = [body.subarray(0, at), body.subarray(at)].filter((part) => part.length > 0);
  const chunks = parts.flatMap((part) => [
    Buffer.from(`${part.length.toString(16)}${random.pick(['', ';a=b', ';x="y z"'])}\r\n`),
    part,
    Buffer.from('\r\n'),
  ]);
  const pieces = [Buffer.from(withChunks(head)), ...chunks, Buffer.from('0\r\n\r\n')];
  return { title: 'in chunks', pieces: [Buffer.concat(pieces)], answers: 1, status };
}

function strangeChunks(random: Random, { head, body }: SoundRequest): ByteCase {
  const size = body.length.toString(16);
  const wrong = random.pick([
    `${size}\n${body.toString('latin1')}\n0\n\n`,
    `0x${size}\r\n${body.toString('latin1')}\r\n0\r\n\r\n`,
    `-1\r\n${body.toString('latin1')}\r\n0\r\n\r\n`,
    `ffffffffffffffffff\r\n${body.toString('latin1')}\r\n0\r\n\r\n`,
    `${size};${'x'.repeat(20_000)}\r\n${body.toString('latin1')}\r\n0\r\n\r\n`,
    `${size}\r\n${body.toString('latin1')}0\r\n\r\n`,
    `${size} \r\n${body.toString('latin1')}\r\n0\r\nX-Trailer: 1\r\nContent-Length: 5\r\n\r\n`,
    `\r\n${size}\r\n${body.toString('latin1')}\r\n0\r\n\r\n`,
  ]);
  return { title: 'strange chunks', pieces: [Buffer.from(withChunks(head) + wrong, 'latin1')] };
}

/** Two readers could disagree about the end of such a request, so it is refused. */
function lengthAndChunks(random: Random, { head, body }: SoundRequest): ByteCase {
  const encoding = random.pick(['chunked', 'Chunked', 'xchunked', 'chunked, identity', 'gzip']);
  const text = `${head}transfer-encoding: ${encoding}\r\n\r\n0\r\n\r\n${body.toString('latin1')}`;
  return {
    title: 'length and chunks',
    pieces: [Buffer.from(text, 'latin1')],
    answers: 1,
    status: 400,
  };
}

function twoLengths(random: Random, { head, body }: SoundRequest): ByteCase {
  const second = random.pick([0, 1, body.length, body.length + 5]);
  const text = `${head}content-length: ${second}\r\n\r\n${body.toString('latin1')}`;
  return { title: 'two lengths', pieces: [Buffer.from(text, 'latin1')], answers: 1, status: 400 };
}

function strangeLength(random: Random, { head, body }: SoundRequest): ByteCase {
  const length = random.pick([
    '-1',
    '+5',
    '0x10',
    '1e1',
    '',
    ' ',
    '99999999999999999999',
    '5, 5',
    '5;',
  ]);
  const changed = head.replace(/content-length: \d+/, `content-length: ${length}`);
  return {
    title: 'strange length',
    pieces: [Buffer.from(`${changed}\r\n${body.toString('latin1')}`, 'latin1')],
  };
}

function strangeHead(random: Random, { bytes, head }: SoundRequest): ByteCase {
  const [first = '', ...rest] = head.split('\r\n');
  const lines = random.pick<readonly string[]>([
    [first.replace('HTTP/1.1', 'HTTP/1.0'), ...rest],
    [first.replace('HTTP/1.1', 'HTTP/2.0'), ...rest],
    [first.replace('HTTP/1.1', 'HTTP/0.9'), ...rest],
    [first.replace(' HTTP/1.1', ''), ...rest],
    [first.replace('POST', 'CONNECT'), ...rest],
    [first.replace('/v2', 'http://evil.example/v2'), ...rest],
    [first, 'Host: second', ...rest],
    [first, ' folded: 1', ...rest],
    [first, 'a b: 1', ...rest],
    [first, ': 1', ...rest],
    [first, `x: ${'y'.repeat(70_000)}`, ...rest],
    [first, ...Array.from({ length: 2500 }, (_, index) => `x${index}: 1`), ...rest],
    [first, 'Connection: upgrade', 'Upgrade: websocket', ...rest],
    [first, 'Connection: close', ...rest],
    [first, 'Expect: 100-continue', ...rest],
  ]);
  const body = bytes.subarray(Buffer.byteLength(head, 'latin1') + 2);
  const text = Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
  return { title: 'strange head', pieces: [Buffer.concat([text, body])] };
}

function withChunks(head: string): string {
  return `${head.replace(/content-length: \d+\r\n/, '')}transfer-encoding: chunked\r\n\r\n`;
}
