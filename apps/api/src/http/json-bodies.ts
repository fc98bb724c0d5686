import type { FastifyInstance } from 'fastify';

/**
 * Bodies are JSON and nothing else. A key named `__proto__` or `constructor` with a prototype
 * inside is refused: it is never meant, and has been the beginning of many an exploit.
 */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // U+0000 can only come as this escape. Looking for it in the text spares all other requests
    // from being searched for it after parsing.
    request.mayHoldNul = body.includes('\\u0000');
    parse(request, body.toString(), done);
  });
}
