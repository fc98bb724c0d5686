import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CrashingPostgres,
  databaseTarget,
  type FaultProxy,
  startCrashingPostgres,
  startDatabaseProxy,
  startFaultProxy,
  startTestRedis,
  type TestRedis,
  type TestRedisNode,
} from '@unlatch/testkit';
import pg from 'pg';
import { wrongClock } from '../process/wrong-clock.js';
import { METRICS_TOKEN, ServiceNode, startClientLink } from './service-node.js';

const ROOT_KEY = 'unkey_of_the_three_services';
/** The least that can be configured, so that a partition of seconds outlasts it. */
export const MAX_STALENESS_MS = 2000;
/** The wall clocks of the three machines. */
const CLOCKS_WRONG_BY_MS = [-300_000, 0, 300_000] as const;

export type Three<Value> = readonly [Value, Value, Value];

/** Three services on one PostgreSQL and one Redis, with a link of its own for each way. */
export interface World {
  readonly rootKey: string;
  readonly nodes: Three<ServiceNode>;
  readonly postgres: CrashingPostgres;
  /** The Redis that the links lead to. */
  redis(): TestRedisNode;
  /** Leads all links to another Redis, with data of its own. Open connections are cut. */
  swapRedis(): void;
  /** After a kill and a restart, PostgreSQL may listen elsewhere. */
  followPostgres(): void;
  /** One statement, past all faulty links. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends every fault of a link. */
  heal(): void;
  stop(): Promise<void>;
}

export async function startWorld(settings: Readonly<Record<string, string>> = {}): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'unlatch-test-three-'));
  const postgres = await startCrashingPostgres('three');
  const redises = [await startTestRedis(), await startTestRedis()];
  // The oldest snapshot that a restore can go back to: nothing.
  await Promise.all(redises.map((each) => firstNode(each).save()));
  let current = 0;
  const redis = () => firstNode(redises[current % redises.length]);
  const startNode = (index: 0 | 1 | 2) =>
    newNode(index, {
      databaseUrl: postgres.url(),
      redis: redis(),
      env: { ...settings, DATA_DIR: join(directory, String(index)) },
    });
  const nodes = [await startNode(0), await startNode(1), await startNode(2)] as const;
  await nodes[0].start();
  await Promise.all([nodes[1].start(), nodes[2].start()]);
  const links = nodes.flatMap((node) => Object.values(node.links));
  return {
    rootKey: ROOT_KEY,
    nodes,
    postgres,
    redis,
    swapRedis() {
      current += 1;
      for (const { links: of } of nodes) lead(of.redis, redis());
    },
    followPostgres() {
      for (const { links: of } of nodes) of.database.retarget(databaseTarget(postgres.url()));
    },
    query: (text, values) => query(postgres.url(), text, values),
    heal() {
      for (const link of links) link.pass();
    },
    async stop() {
      for (const link of links) link.pass();
      const stopped = await Promise.allSettled(nodes.map((node) => node.stop()));
      await Promise.all(links.map((link) => link.close()));
      await Promise.all(redises.map((each) => each.stop()));
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
      for (const one of stopped) if (one.status === 'rejected') throw one.reason;
    },
  };
}

async function newNode(
  index: 0 | 1 | 2,
  options: {
    readonly databaseUrl: string;
    readonly redis: TestRedisNode;
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<ServiceNode> {
  const database = await startDatabaseProxy(options.databaseUrl, { uncounted: 'unlatch_echo' });
  const redis = await startFaultProxy({ target: options.redis });
  const links = { client: await startClientLink(), database, redis };
  return new ServiceNode(index, links, {
    MAX_STALENESS_MS: String(MAX_STALENESS_MS),
    METRICS_TOKEN,
    UNLATCH_ROOT_KEY: ROOT_KEY,
    DATABASE_URL: database.url,
    REDIS_URL: `redis://${redis.host}:${redis.port}`,
    ...wrongClock(CLOCKS_WRONG_BY_MS[index]),
    ...options.env,
  });
}

function firstNode(redis: TestRedis | undefined): TestRedisNode {
  const node = redis?.nodes[0];
  if (node === undefined) throw new Error('there is no node');
  return node;
}

function lead(link: FaultProxy, target: TestRedisNode): void {
  link.retarget(target);
  link.cut();
  link.pass();
}

async function query<Row extends object>(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  // PostgreSQL may be killed at any time. The statement then fails as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
