import { join } from 'node:path';
import {
  type FaultProxy,
  type FaultProxyOptions,
  type ProxyTarget,
  startFaultProxy,
} from './fault-proxy.js';

const DEFAULT_PORT = 5432;

/** A fault proxy in front of the server of a database URL, and the URL through the proxy. */
export async function startDatabaseProxy(
  databaseUrl: string,
  options: Pick<FaultProxyOptions, 'uncounted'> = {},
): Promise<FaultProxy & { readonly url: string }> {
  const proxy = await startFaultProxy({ ...options, target: databaseTarget(databaseUrl) });
  const url = new URL(databaseUrl);
  url.searchParams.delete('host');
  url.host = `${proxy.host}:${proxy.port}`;
  return { ...proxy, url: url.href };
}

/**
 * The address of the server of a database URL: as for `pg`, a directory as `host` means its socket.
 */
export function databaseTarget(databaseUrl: string): ProxyTarget {
  const { hostname, port, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? hostname;
  const portNumber = Number(port || DEFAULT_PORT);
  return host.startsWith('/')
    ? { path: join(host, `.s.PGSQL.${portNumber}`) }
    : { host, port: portNumber };
}
