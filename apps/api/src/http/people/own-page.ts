import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problems.js';
import { type BrowserConnection, type ConnectionConfig, connectionOf } from './connection.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for requests of people. */
    connection: BrowserConnection | null;
  }
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/**
 * The first of three layers against requests that other pages make with the cookie of a person. The
 * browser says where a request comes from, in `Sec-Fetch-Site`, and an older one in `Origin`. A
 * request that says neither comes from no page. The other layers are the JSON of the body, and
 * the token in `x-csrf`.
 */
export function requireOwnPage(config: ConnectionConfig) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    reply.headers(HEADERS);
    // Only our own pages read what people read, whatever CORS_ORIGINS says of programs.
    reply.removeHeader('access-control-allow-origin');
    const connection = connectionOf(request, config);
    request.connection = connection;
    done(isOwnPage(request, connection) ? undefined : foreignPage());
  };
}

function isOwnPage({ headers }: FastifyRequest, { origin }: BrowserConnection): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === origin;
}

function foreignPage(): Problem {
  return new Problem(
    'unlatch/session/csrf',
    'The request does not come from a page of this installation.',
  );
}
