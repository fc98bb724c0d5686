import type { ClickHouseClient } from '@clickhouse/client';
import { type EngineAddress, openEngineClient } from './client.js';

/** Creating a database again changes nothing, so it does not matter which ones are forgotten. */
const KNOWN_MAX = 10_000;
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * The empty databases whose names tell a server which workspace asks. The embedded engine creates
 * them by itself. Readers of a server may not, so they are created as the service.
 */
export class ReaderDatabases {
  readonly #client: ClickHouseClient | undefined;
  readonly #onCluster: string;
  readonly #known = new Set<string>();

  constructor(address: EngineAddress) {
    if (address.kind === 'embedded') {
      this.#onCluster = '';
      return;
    }
    this.#onCluster = address.cluster === undefined ? '' : ` ON CLUSTER \`${address.cluster}\``;
    this.#client = openEngineClient(address, {
      as: 'writer',
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      connectionsMax: 1,
    });
  }

  async ensure(workspaceId: string): Promise<void> {
    if (this.#client === undefined || this.#known.has(workspaceId)) return;
    if (!/^\w{1,64}$/.test(workspaceId))
      throw new Error('a workspace has an id of other characters');
    const query = `CREATE DATABASE IF NOT EXISTS \`${workspaceId}\`${this.#onCluster}`;
    await this.#client.command({ query });
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.add(workspaceId);
  }

  async close(): Promise<void> {
    await this.#client?.close();
  }
}
