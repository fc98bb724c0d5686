import type { FastifyInstance } from 'fastify';
import { invalidBody } from '../answers/problem-responses.js';
import { mayReachForPrototype, reachesForPrototype } from './prototype-keys.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body, as text, had an escaped U+0000 somewhere. */
    mayHoldNul: boolean;
  }
}

/**
 * Bodies are JSON and nothing else. A key named `__proto__` or `constructor` with a prototype
 * inside is refused: it is never meant, and has been the beginning of many an exploit.
 */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('ignore', 'ignore');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // U+0000 can only come as this escape. Looking for it in the text spares all other requests
    // from being searched for it after parsing.
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

/** A backslash, a character as two escapes, or half of one as a single escape. */
const ESCAPES =
  /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}/g;
const HALF_LENGTH = '\\ud800'.length;

/**
 * Half of a surrogate pair is no character, and PostgreSQL refuses it. It becomes U+FFFD, which is
 * what decoding the body has already made of bytes that are not UTF-8.
 */
function replaceHalfCharacters(text: string): string {
  if (!text.includes('\\ud') && !text.includes('\\uD')) return text;
  return text.replace(ESCAPES, (found) => (found.length === HALF_LENGTH ? '\\ufffd' : found));
}
