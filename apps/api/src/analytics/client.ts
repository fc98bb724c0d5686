import http, { type Agent } from 'node:http';
import https from 'node:https';
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
  /** That of the service, unless it is said. */
  readonly database?: string;
  /** Shared by several clients, and closed by their owner. `undefined`: the client has its own. */
  readonly agent?: Agent;
}

/** The embedded engine takes no password: the socket is only for the user of the service. */
const SOCKET_URL = 'http://engine.unlatch.internal';

/** Connections open as they are used, so this cannot fail. */
export function openEngineClient(address: EngineAddress, options: ClientOptions): ClickHouseClient {
  const { as, requestTimeoutMs, connectionsMax, database = ENGINE_DATABASE, agent } = options;
  const shared = {
    database,
    application: 'unlatch',
    request_timeout: requestTimeoutMs,
    max_open_connections: connectionsMax,
    // Failures are reported by their callers, and the text of the engine may have values in it.
    log: { level: ClickHouseLogLevel.OFF },
  };
  const url = urlOf(address, as);
  const http_agent =
    agent ?? (address.kind === 'embedded' ? openAgent(address, options) : undefined);
  return createClient({
    ...shared,
    url,
    ...(http_agent && { http_agent }),
    // A client would close an idle connection that another one has taken since.
    ...(agent && { keep_alive: { idle_socket_ttl: 0 } }),
  });
}

function urlOf(address: EngineAddress, as: ClientOptions['as']): string {
  if (address.kind === 'embedded') return SOCKET_URL;
  return as === 'reader' ? (address.readerUrl ?? address.url) : address.url;
}

/** Keeps connections open. */
export function openAgent(
  address: EngineAddress,
  { as, connectionsMax }: Pick<ClientOptions, 'as' | 'connectionsMax'>,
): Agent {
  const shared = { keepAlive: true, maxSockets: connectionsMax };
  if (address.kind === 'embedded') {
    // Node takes the path, but its types do not name it.
    const options = { ...shared, socketPath: address.socketPath };
    return new http.Agent(options);
  }
  return urlOf(address, as).startsWith('https:') ? new https.Agent(shared) : new http.Agent(shared);
}
