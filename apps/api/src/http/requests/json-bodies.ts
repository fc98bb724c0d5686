import type { BulkBounds } from '@unlatch/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { replaceHalfCharacters } from '../../lib/json-text/half-characters.js';
import { toError } from '../../lib/to-error.js';
import type { SpareTime } from '../admission/spare-time.js';
import { lingerAtEnd } from '../admission/unread-bodies.js';
import { type ReceivedBody, readBody } from './body-reader.js';
import { findEncodingFault } from './encodings.js';
import { type ParseRules, parseBody } from './parse-body.js';
import { parseBulkBody } from './parse-bulk-body.js';
import { UnfinishedBodies } from './unfinished-bodies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by each route that takes a body, before the body is read. */
    bodyRules: BodyRules | null;
    /** Whether the text of the body had an escaped U+0000. */
    mayHoldNul: boolean;
  }
}

export interface BodyRules extends ParseRules {
  readonly bytesMax: number;
  /** Only for operations whose bodies may be too large to be parsed at once. */
  readonly bulk: BulkBounds | undefined;
}

/** A shorter body is parsed within a millisecond. */
const AT_ONCE_BYTES_MAX = 65_536;

/** For all unfinished bodies together. A larger MAX_BODY_BYTES makes it larger. */
const UNFINISHED_BYTES_MIN = 64 * 1024 * 1024;

/**
 * A body must be JSON, and within the bounds of its route. Below checks it is parsed when its turn
 * comes, and the turn begins when it has arrived.
 */
export function parseJsonBodies(
  app: FastifyInstance,
  { maxBodyBytes, spareTime }: { readonly maxBodyBytes: number; readonly spareTime: SpareTime },
): void {
  // At least two of the largest bodies may arrive side by side.
  const unfinished = new UnfinishedBodies(Math.max(UNFINISHED_BYTES_MIN, 2 * maxBodyBytes));
  app.decorateRequest('bodyRules', null);
  app.decorateRequest('mayHoldNul', false);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (request, _payload, done) => {
    const { bodyRules: rules, raw } = request;
    if (rules === null) throw new Error('a body was sent to a route that has no rules for it');
    let isDone = false;
    // Fastify then closes the connection, although the rest of the body may be on its way.
    const fail = (error: Error) => {
      if (isDone) return;
      isDone = true;
      lingerAtEnd(raw, spareTime);
      done(error);
    };
    const fault = findEncodingFault(raw.headers);
    if (fault !== undefined) {
      fail(fault);
      return;
    }
    const arrived = (body: ReceivedBody) => {
      const parse = (refusal?: Error) => {
        // It may have given way to others while it waited.
        if (isDone) return;
        isDone = true;
        const bytes = body.take();
        if (refusal === undefined) parseBytes(bytes, { request, rules, done });
        else done(refusal);
      };
      // A check has no turn to wait for.
      if (request.enterTurn === null) parse();
      else request.enterTurn(body.bytes, parse);
    };
    const bytesMax = Math.min(rules.bytesMax, maxBodyBytes);
    readBody(raw, { bytesMax, unfinished }, { arrived, fail });
  });
}

interface Parsing {
  readonly request: FastifyRequest;
  readonly rules: BodyRules;
  readonly done: (error: Error | null, value?: unknown) => void;
}

function parseBytes(bytes: Buffer, { request, rules, done }: Parsing): void {
  const { bulk } = rules;
  if (bulk === undefined || bytes.length <= AT_ONCE_BYTES_MAX) {
    // Bytes that are not UTF-8 become U+FFFD.
    parseText(bytes.toString('utf8'), { request, rules, done });
    return;
  }
  parseBulkBody(bytes, { ...rules, bulk }).then(
    ({ value, mayHoldNul }) => {
      request.mayHoldNul = mayHoldNul;
      done(null, value);
    },
    (error: unknown) => done(toError(error)),
  );
}

function parseText(text: string, { request, rules, done }: Parsing): void {
  let value: unknown;
  try {
    // U+0000 can only come as this escape. One search of the text spares all other requests a
    // search of the parsed values.
    const hasEscapes = text.includes('\\');
    request.mayHoldNul = hasEscapes && text.includes('\\u0000');
    value = parseBody(hasEscapes ? replaceHalfCharacters(text) : text, rules);
  } catch (error) {
    done(toError(error));
    return;
  }
  done(null, value);
}
