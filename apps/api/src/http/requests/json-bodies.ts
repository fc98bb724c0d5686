import type { FastifyInstance } from 'fastify';
import { invalidBody } from '../answers/problem-responses.js';
import { mayReachForPrototype, reachesForPrototype } from './prototype-keys.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the text of the body had an escaped U+0000. */
    mayHoldNul: boolean;
  }
}

/**
 * A body must be JSON. A key named `__proto__`, or `constructor` with a prototype inside, is
 * refused: no honest client sends one, and many attacks begin with one.
 */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('ignore', 'ignore');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // U+0000 can only come as this escape. One search of the text spares all other requests a
    // search of the parsed values.
    const text = body.toString();
    request.mayHoldNul = text.includes('\\u0000');
    void parse(request, replaceHalfCharacters(text), (error, value) => {
      if (error !== null || !mayReachForPrototype(text) || !reachesForPrototype(value)) {
        done(error, value);
      } else {
        done(invalidBody([{ location: 'body', message: 'must have no keys such as __proto__' }]));
      }
    });
  });
}

/** An escaped backslash, a character as two escapes, or half of one as a single escape. */
const ESCAPES =
  /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}/g;
const HALF_LENGTH = '\\ud800'.length;

/**
 * Half of a surrogate pair is no character, and PostgreSQL refuses it. It becomes U+FFFD, as bytes
 * that are not UTF-8 have already done in decoding.
 */
function replaceHalfCharacters(text: string): string {
  if (!text.includes('\\ud') && !text.includes('\\uD')) return text;
  return text.replace(ESCAPES, (found) => (found.length === HALF_LENGTH ? '\\ufffd' : found));
}
