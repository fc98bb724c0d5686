import type { IncomingMessage } from 'node:http';
import { Problem } from '../../domain/problems.js';
import { continueReading } from '../admission/unread-bodies.js';
import type { UnfinishedBodies, UnfinishedBody } from './unfinished-bodies.js';

interface BodyLimits {
  readonly bytesMax: number;
  readonly unfinished: UnfinishedBodies;
}

/**
 * Reads the body of a request as text. Bytes that are not UTF-8 become U+FFFD.
 *
 * One that says that it is too large is refused before anything is read. What a refused request
 * still sends is up to `closeAfterUnread`.
 */
export function readBody(
  request: IncomingMessage,
  { bytesMax, unfinished }: BodyLimits,
  done: (error: Error | null, text: string) => void,
): void {
  const declared = Number(request.headers['content-length']);
  if (declared > bytesMax) {
    done(tooLarge(bytesMax), '');
    return;
  }
  continueReading(request);
  const chunks: Buffer[] = [];
  let bytes = 0;
  let body: UnfinishedBody | undefined;
  const end = (error: Error | null) => {
    request.off('data', onData).off('end', onEnd).off('error', end);
    if (body !== undefined) unfinished.release(body);
    if (error === null) done(null, decode(chunks, bytes));
    else done(error, '');
  };
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      end(tooLarge(bytesMax));
      return;
    }
    chunks.push(chunk);
    if (bytes === declared) return;
    body ??= { bytes: 0, giveUp: end };
    unfinished.grow(body, chunk.length);
  };
  const onEnd = () => end(null);
  request.on('data', onData).on('end', onEnd).on('error', end);
}

function decode(chunks: readonly Buffer[], bytes: number): string {
  const [first] = chunks;
  if (first === undefined) return '';
  return (chunks.length === 1 ? first : Buffer.concat(chunks, bytes)).toString('utf8');
}

function tooLarge(bytesMax: number): Problem {
  return new Problem(
    'user/bad_request/request_body_too_large',
    `The request body is larger than ${bytesMax} bytes.`,
  );
}
