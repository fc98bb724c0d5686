import http from 'node:http';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { ENGINE_DATABASE } from '../domain/analytics-query/tables.js';

/** Where the engine is: behind the socket of the embedded one, or at the URL of a server. */
export type EngineAddress =
  | { readonly kind: 'embedded'; readonly socketPath: string }
  | {
      readonly kind: 'server';
      /** With the name and password of a user who may write. */
      readonly url: string;
      /** For requests as a tenant. `undefined`: the same as `url`. */
      readonly readerUrl: string | undefined;
      /** Its servers hold replicas. `undefined`: one server. */
      readonly cluster: string | undefined;
    };

interface ClientOptions {
  /** `writer` sees everything. `reader` is for requests as a workspace. */
  readonly as: 'writer' | 'reader';
  readonly requestTimeoutMs: number;
  readonly connectionsMax: number;
}

/** The embedded engine takes no password: the socket is only for the user of the service. */
const SOCKET_URL = 'http://engine.unlatch.internal';

/** Connections open as they are used, so this cannot fail. */
export function openEngineClient(
  address: EngineAddress,
  { as, requestTimeoutMs, connectionsMax }: ClientOptions,
): ClickHouseClient {
  const shared = {
    database: ENGINE_DATABASE,
    application: 'unlatch',
    request_timeout: requestTimeoutMs,
    max_open_connections: connectionsMax,
    // Failures are reported by their callers, and the text of the engine may have values in it.
    log: { level: ClickHouseLogLevel.OFF },
  };
  if (address.kind === 'embedded') {
    // Node takes the path, but its types do not name it.
    const options = {
      socketPath: address.socketPath,
      keepAlive: true,
      maxSockets: connectionsMax,
    };
    const agent = new http.Agent(options);
    return createClient({ ...shared, url: SOCKET_URL, http_agent: agent });
  }
  const url = as === 'reader' ? (address.readerUrl ?? address.url) : address.url;
  return createClient({ ...shared, url });
}
