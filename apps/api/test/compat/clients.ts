import { Unkey as PublishedClient } from '@unkey/api';
import * as publishedErrors from '@unkey/api/models/errors';
import * as unlatch from '@unlatch/api';
import { expect } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

interface ClientOptions {
  readonly rootKey: string;
  readonly serverURL: string;
}

/**
 * The client that users of the original have in production, with only its server URL changed, and
 * our own client. One program runs with each.
 */
export const CLIENTS = [
  {
    name: '@unkey/api',
    errors: publishedErrors,
    connect: (options: ClientOptions) => new PublishedClient(options),
  },
  {
    name: '@unlatch/api',
    errors: unlatch,
    connect: (options: ClientOptions) => new unlatch.Unkey(options),
  },
];

export type Client = PublishedClient | unlatch.Unkey;

/** The service as clients reach it over the network. */
export interface Server {
  readonly harness: Harness;
  readonly serverURL: string;
  /** A client with a root key of a workspace of its own. The root key may do everything. */
  newClient(connect: (options: ClientOptions) => Client): Promise<ConnectedClient>;
  stop(): Promise<void>;
}

interface ConnectedClient {
  readonly unkey: Client;
  readonly workspace: Workspace;
}

export async function startServer(): Promise<Server> {
  const harness = await startHarness();
  const serverURL = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    harness,
    serverURL,
    async newClient(connect) {
      const workspace = await harness.newWorkspace();
      return { workspace, unkey: connect({ rootKey: workspace.rootKey, serverURL }) };
    },
    stop: () => harness.stop(),
  };
}

/** The type that both clients return. `items` is a shorter way that only ours has. */
type ListOf<T> = Promise<AsyncIterable<{ result: { data: readonly T[] } }>> & {
  items?(): AsyncIterable<T>;
};

/** Everything in a list, page after page, in every way that the client has. */
export async function readList<T>(list: ListOf<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const page of await list) read.push(...page.result.data);
  if (list.items === undefined) return read;
  const items: T[] = [];
  for await (const item of list.items()) items.push(item);
  expect(items).toEqual(read);
  return read;
}

export function names(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
