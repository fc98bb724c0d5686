import type { IncomingMessage } from 'node:http';
import { Problem } from '../../domain/problems.js';
import { continueReading } from '../admission/unread-bodies.js';
import type { UnfinishedBodies, UnfinishedBody } from './unfinished-bodies.js';
import { WholeBodyMessage } from './whole-bodies.js';

interface BodyLimits {
  readonly bytesMax: number;
  readonly unfinished: UnfinishedBodies;
}

interface BodyReader {
  readonly arrived: (body: ReceivedBody) => void;
  readonly fail: (error: Error) => void;
}

export interface ReceivedBody {
  readonly bytes: number;
  /** Once. From then on it no longer counts as unfinished. */
  take(): Buffer;
}

/**
 * Reads the body of a request.
 *
 * One that says that it is too large is refused before anything is read. What a refused request
 * still sends is up to `closeAfterUnread`.
 *
 * A body that arrived in parts stays unfinished until it is taken, so bodies that wait for their
 * turn are bounded too. If it must give way before that, `fail` is called after `arrived`.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits, reader: BodyReader): void {
  const declared = Number(request.headers['content-length']);
  if (declared > limits.bytesMax) {
    reader.fail(tooLarge(limits.bytesMax));
    return;
  }
  continueReading(request);
  const stream = () => readParts(request, { ...limits, declared }, reader);
  if (request instanceof WholeBodyMessage) {
    request.readWhole({ whole: (body) => reader.arrived(new WholeBody(body)), stream });
  } else {
    stream();
  }
}

class WholeBody implements ReceivedBody {
  readonly #body: Buffer;

  constructor(body: Buffer) {
    this.#body = body;
  }

  get bytes(): number {
    return this.#body.length;
  }

  take(): Buffer {
    return this.#body;
  }
}

function readParts(
  request: IncomingMessage,
  { bytesMax, unfinished, declared }: BodyLimits & { readonly declared: number },
  { arrived, fail }: BodyReader,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let body: UnfinishedBody | undefined;
  const end = () => {
    request.off('data', onData).off('end', onEnd).off('error', giveUp);
  };
  const release = () => {
    if (body !== undefined) unfinished.release(body);
  };
  const giveUp = (error: Error) => {
    end();
    release();
    chunks.length = 0;
    fail(error);
  };
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      giveUp(tooLarge(bytesMax));
      return;
    }
    chunks.push(chunk);
    if (bytes === chunk.length && bytes === declared) return;
    body ??= { bytes: 0, giveUp };
    unfinished.grow(body, chunk.length);
  };
  const onEnd = () => {
    end();
    arrived({
      bytes,
      take() {
        release();
        return join(chunks, bytes);
      },
    });
  };
  request.on('data', onData).on('end', onEnd).on('error', giveUp);
}

function join(chunks: readonly Buffer[], bytes: number): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, bytes);
}

function tooLarge(bytesMax: number): Problem {
  return new Problem(
    'user/bad_request/request_body_too_large',
    `The request body is larger than ${bytesMax} bytes.`,
  );
}
