import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Untaken } from '../admission/untaken.js';

/**
 * A page that is the same for every request. It is made and compressed once, at its first use, and
 * all answers share its bytes: an answer costs no memory of its own, whether its client reads it or
 * not. Compression runs outside of the event loop.
 *
 * If making it fails, the request fails, and the next one tries again.
 */
interface StaticPage {
  readonly type: string;
  /** What the page may load, as a Content-Security-Policy. */
  readonly policy: string;
  make(): Promise<string | Buffer> | string | Buffer;
}

interface Made {
  readonly plain: Buffer;
  readonly zipped: Buffer;
  readonly plainTag: string;
  readonly zippedTag: string;
}

const NOT_MODIFIED = 304;
/** A newer version of the service is seen after this at the latest. */
const CACHE_CONTROL = 'public, max-age=300';

export function serveStatic(
  app: FastifyInstance,
  path: string,
  page: StaticPage,
  untaken: Untaken,
): void {
  let made: Promise<Made> | undefined;
  const prepared = () => {
    made ??= makeOnce(page).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  app.get(path, async (request, reply) => {
    const { plain, zipped, plainTag, zippedTag } = await prepared();
    const isZipped = takesGzip(request);
    const tag = isZipped ? zippedTag : plainTag;
    reply
      .header('content-security-policy', page.policy)
      .header('cache-control', CACHE_CONTROL)
      .header('vary', 'accept-encoding')
      .header('etag', tag);
    if (has(request, tag)) return reply.code(NOT_MODIFIED).send();
    if (isZipped) reply.header('content-encoding', 'gzip');
    untaken.share(reply.raw);
    return sendBody(reply, page.type, isZipped ? zipped : plain);
  });
}

function sendBody(reply: FastifyReply, type: string, body: Buffer): FastifyReply {
  return reply.type(type).send(body);
}

async function makeOnce(page: StaticPage): Promise<Made> {
  const plain = Buffer.from(await page.make());
  const zipped = await promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION });
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { plain, zipped, plainTag: `"${digest}"`, zippedTag: `"${digest}-gzip"` };
}

function takesGzip(request: FastifyRequest): boolean {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  return accepted
    .split(',')
    .some((entry) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/.test(entry));
}

function has(request: FastifyRequest, tag: string): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  return known.split(',').some((entry) => entry.trim().replace(/^W\//, '') === tag);
}
