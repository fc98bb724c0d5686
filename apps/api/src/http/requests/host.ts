import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problems.js';

/** A name or an address, with or without a port. It becomes a part of links in answers. */
const HOST = /^(?:[A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?$/;

/** Nearly all requests have the same one, and comparing is cheaper than matching. */
let latestValid = '';

/**
 * Why the Host headers of a request are refused. With two of them, a proxy and this service could
 * each take another one. One that is no host would make links to other places.
 */
export function findHostFault(request: IncomingMessage): Problem | undefined {
  const { host } = request.headers;
  if (countHosts(request.rawHeaders) > 1) return badHost('The request has two Host headers.');
  if (host === undefined) {
    return request.httpVersion === '1.0' ? undefined : badHost('The Host header is missing.');
  }
  if (host === latestValid) return undefined;
  if (!HOST.test(host)) return badHost('The Host header is not a name or an address.');
  latestValid = host;
  return undefined;
}

function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}

function badHost(detail: string): Problem {
  return new Problem('user/bad_request/request_body_unreadable', detail);
}

/**
 * The address that the request was sent to, as trusted proxies say it. What they pass on may come
 * from anyone, so it counts only if it is an address. Without one, links are paths of this service.
 */
export function addressOf(request: FastifyRequest): string {
  const protocol = request.protocol === 'https' ? 'https' : 'http';
  const host = [request.host, request.headers.host ?? ''].find(isAddress);
  return host === undefined ? '' : `${protocol}://${host}`;
}

/** An empty name, a port beyond 65,535 and 256.1.1.1 have the form of a host, but make no link. */
function isAddress(host: string): boolean {
  return HOST.test(host) && URL.canParse(`http://${host}`);
}
