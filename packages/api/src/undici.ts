import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { ResponseValidationError } from './errors.js';
import type { Fetch } from './options.js';
import { ANSWER_BYTES_MAX } from './read-body.js';

/**
 * Sends through undici's `request`, which does less for each call than the global `fetch`. For Node
 * 20.18.1 and later, with the package `undici` installed.
 *
 * Without a dispatcher, it makes one that has at most 128 connections per server and keeps them
 * open as long as the server allows. Pass a dispatcher to change that, to use a proxy, or to be
 * able to close it. Redirects are not followed. Options of `fetch` other than `headers` and
 * `signal` have no effect.
 *
 * It asks for an answer without compression, and reads gzip, brotli and deflate all the same.
 *
 * @param dispatcher An `Agent`, `Pool` or `ProxyAgent` of yours.
 * @returns A function for the option `fetch`.
 * @example
 * const unkey = new Unkey({ rootKey, fetch: undiciFetch() });
 */
export function undiciFetch(
  dispatcher: Dispatcher = new Agent({ connections: 128, pipelining: 1 }),
): Fetch {
  return async (url, init) => {
    const { origin, pathname, search } = new URL(url);
    // The client passes Headers. A copy of them would cost as much as the rest of this function.
    const headers = init.headers instanceof Headers ? init.headers : new Headers(init.headers);
    // To decompress a small answer takes longer than to receive it.
    if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'identity');
    const answer = await dispatcher.request({
      origin,
      path: pathname + search,
      method: 'POST',
      headers,
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? null,
    });
    return {
      status: answer.statusCode,
      statusText: answer.statusText,
      headers: toHeaders(answer.headers),
      text: () => readText(answer),
    };
  };
}

function toHeaders(fields: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const [name, value = []] of Object.entries(fields)) {
    for (const line of [value].flat()) headers.append(name, line);
  }
  return headers;
}

async function readText(answer: Dispatcher.ResponseData): Promise<string> {
  const { headers, body } = answer;
  const codings = codingsOf(headers['content-encoding']);
  if (codings.length === 0 && Number(headers['content-length']) <= ANSWER_BYTES_MAX) {
    return body.text();
  }
  let bytes = await readBytes(answer);
  // The last coding was applied last.
  for (const coding of codings.reverse()) bytes = await decode(answer, coding, bytes);
  return bytes.toString('utf8');
}

function codingsOf(header: string | string[] | undefined): string[] {
  const names = [header ?? []].flat().join().toLowerCase().split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
}

async function readBytes(answer: Dispatcher.ResponseData): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    length += chunk.length;
    // This ends the connection too.
    if (length > ANSWER_BYTES_MAX) throw unusable(answer, TOO_LARGE);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const fromGzip: Decoder = promisify(gunzip);
const fromBrotli: Decoder = promisify(brotliDecompress);
const fromZlib: Decoder = promisify(inflate);
const fromRaw: Decoder = promisify(inflateRaw);

async function decode(
  answer: Dispatcher.ResponseData,
  coding: string,
  bytes: Buffer,
): Promise<Buffer> {
  const decoder = decoderOf(coding, bytes);
  if (!decoder) throw unusable(answer, `in the content encoding ${JSON.stringify(coding)}`);
  try {
    return await decoder(bytes, { maxOutputLength: ANSWER_BYTES_MAX });
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError;
    throw isTooLarge ? unusable(answer, TOO_LARGE) : cause;
  }
}

function decoderOf(coding: string, bytes: Buffer): Decoder | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return fromGzip;
  if (coding === 'br') return fromBrotli;
  if (coding !== 'deflate') return undefined;
  // Some servers leave out the header of zlib, whose first byte always ends in these bits.
  return ((bytes[0] ?? 0) & 0x0f) === 0x08 ? fromZlib : fromRaw;
}

const TOO_LARGE = `with more than ${ANSWER_BYTES_MAX} bytes`;

function unusable({ statusCode }: Dispatcher.ResponseData, how: string): ResponseValidationError {
  const detail = `the server answered ${statusCode} ${how}`;
  return new ResponseValidationError({
    code: 'client/invalid_response',
    status: statusCode,
    detail,
  });
}
