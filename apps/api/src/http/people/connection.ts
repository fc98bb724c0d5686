import type { FastifyRequest } from 'fastify';
import { addressOf } from '../requests/host.js';

/** What the service knows of the way between it and a browser. */
export interface BrowserConnection {
  /** `http://localhost:7070`: where the browser has our pages from. */
  readonly origin: string;
  /** Over https, as a trusted proxy or PUBLIC_URL say. */
  readonly isSecure: boolean;
  /** The traffic never leaves the machine of the person. */
  readonly isLoopback: boolean;
  readonly mayLogIn: boolean;
}

export interface ConnectionConfig {
  readonly publicUrl: string | undefined;
  readonly allowInsecureLogin: boolean;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** For a request that names no host. No page has this origin. */
const NOWHERE = 'http://unknown.invalid';

/**
 * PUBLIC_URL counts only for requests to its own host: then a proxy in front ends TLS, even if
 * TRUSTED_PROXIES does not name it. Were it wrong, the browser would keep no cookie.
 *
 * The name of the host says whether it is this machine. A person who reaches it by a lie of the
 * name service is not on our page, and has no cookie of it.
 */
export function connectionOf(
  request: FastifyRequest,
  { publicUrl, allowInsecureLogin }: ConnectionConfig,
): BrowserConnection {
  const seen = new URL(addressOf(request) || NOWHERE);
  const announced = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isAnnounced = announced?.host === seen.host || hasDefaultPort(announced, seen.host);
  const { origin, protocol, hostname } = isAnnounced && announced !== undefined ? announced : seen;
  const isSecure = protocol === 'https:';
  const isLoopback = LOOPBACK.has(hostname) || hostname.endsWith('.localhost');
  return { origin, isSecure, isLoopback, mayLogIn: isSecure || isLoopback || allowInsecureLogin };
}

/** Without TRUSTED_PROXIES the request counts as plain, and 443 is no default port then. */
function hasDefaultPort(announced: URL | undefined, host: string): boolean {
  return announced?.port === '' && host === `${announced.hostname}:443`;
}
