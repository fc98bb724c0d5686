import { randomUUID } from 'node:crypto';
import {
  type FaultProxy,
  type RunningService,
  startFaultProxy,
  startService,
  startTestRedis,
  type TestRedis,
  type TestRedisNode,
} from '@unlatch/testkit';
import { expect, inject, onTestFinished, vi } from 'vitest';
import { parseExposition } from '../http/exposition.js';
import { call, newApi } from '../process/harness.js';
import { expectOnly } from './faulty-service.js';
import { type Load, type Outcome, startLoad } from './load.js';

/** Failures count together for five seconds, and the next attempt may be two seconds away. */
export const PATIENCE = { timeout: 30_000, interval: 50 };
/** The windows must not end while a test runs. */
const DURATION_MS = 2_592_000_000;
const METRICS_TOKEN = 'metrics-token-of-these-tests';
/** More than a load can use up. */
const AMPLE = 1_000_000;
const SCARCE = 5;
/** The number of clients of each kind. */
export const CLIENTS = 2;

interface Two {
  readonly near: RunningService;
  /** Another process on the same database. */
  readonly far: RunningService;
}

/** `near` reaches Redis through the proxy, `far` goes straight to it. */
export interface RedisServices extends Two {
  readonly redis: TestRedis;
  readonly node: TestRedisNode;
  readonly proxy: FaultProxy;
  stop(): Promise<void>;
}

/** The built service, twice, configured only with the addresses of its parts. */
export async function startRedisServices(): Promise<RedisServices> {
  const redis = await startTestRedis();
  const [node] = redis.nodes;
  if (node === undefined) throw new Error('there is no node');
  const proxy = await startFaultProxy({ target: node });
  const { near, far } = await startTwo(`redis://${proxy.host}:${proxy.port}`, redis.url);
  return {
    redis,
    node,
    proxy,
    near,
    far,
    async stop() {
      proxy.pass();
      await far.stop();
      await near.stop();
      await proxy.close();
      await redis.stop();
    },
  };
}

/** Stop `far` first, because the database is removed with `near`. */
export async function startTwo(
  nearUrl: string,
  farUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Two> {
  const env = { ...settings, METRICS_TOKEN };
  const near = await startService({
    env: { ...env, REDIS_URL: nearUrl },
    adminUrl: inject('adminUrl'),
  });
  const { databaseUrl, rootKey } = near;
  if (databaseUrl === undefined) throw new Error('a database was expected');
  const same = { DATABASE_URL: databaseUrl, UNLATCH_ROOT_KEY: rootKey };
  const far = await startService({ env: { ...env, ...same, REDIS_URL: farUrl } });
  return { near, far };
}

export interface RedisLoad {
  /** Resolves after this many more requests of each kind. */
  answered(count: number): Promise<void>;
  /** Stops, checks the responses of each kind of client, and resolves with what they used. */
  end(): Promise<Used>;
}

/** The identifier that was checked, and how often it passed. */
interface Used {
  readonly checked: string;
  readonly passed: number;
}

/**
 * Clients that no fault of Redis may affect: each kind gets the same response from first to last.
 */
export async function startRedisLoad(service: RunningService): Promise<RedisLoad> {
  const apiId = await newApi(service);
  const limitedTo = (limit: number) => ({
    ratelimits: [{ name: 'requests', limit, duration: DURATION_MS, autoApply: true }],
  });
  const newKey = async (fields: object): Promise<string> =>
    (await call(service, 'keys.createKey', { apiId, ...fields })).data.key;
  const [plain, limited, spent] = [
    await newKey({}),
    await newKey(limitedTo(AMPLE)),
    await newKey(limitedTo(SCARCE)),
  ];
  const [checked, blocked] = [randomUUID(), randomUUID()];
  for (let use = 0; use < SCARCE; use++) await verify(service, spent);
  await countPassed([service], { identifier: blocked, limit: SCARCE, times: SCARCE });
  const kinds: readonly [Outcome, () => Promise<Outcome>][] = [
    ['200 VALID', () => verify(service, plain)],
    ['200 VALID', () => verify(service, limited)],
    ['200 RATE_LIMITED', () => verify(service, spent)],
    ['200 passed', () => check(service, { identifier: checked, limit: AMPLE })],
    ['200 denied', () => check(service, { identifier: blocked, limit: SCARCE })],
  ];
  const loads = kinds.map(([, send]) => startLoad(send, { clients: CLIENTS }));
  const answered = async (count: number) => {
    await Promise.all(loads.map((load) => load.answered(count)));
  };
  const stop = async () => {
    await Promise.all(loads.map((load) => load.stop()));
  };
  onTestFinished(stop);
  await answered(20);
  return {
    answered,
    async end() {
      await stop();
      for (const [kind, [outcome]] of kinds.entries()) expectOnly(loadAt(loads, kind), [outcome]);
      return { checked, passed: loadAt(loads, kinds.length - 2).outcomes.length };
    },
  };
}

function loadAt(loads: readonly Load[], index: number): Load {
  const load = loads[index];
  if (load === undefined) throw new Error('there is no such load');
  return load;
}

async function verify(service: RunningService, key: string): Promise<Outcome> {
  const { status, data } = await call(service, 'keys.verifyKey', { key });
  return data === undefined ? `${status}` : `${status} ${data.code}`;
}

interface Check {
  readonly identifier: string;
  readonly limit: number;
  readonly cost?: number;
}

function ask(service: RunningService, fields: Check) {
  return call(service, 'ratelimit.limit', {
    namespace: 'faults',
    duration: DURATION_MS,
    ...fields,
  });
}

async function check(service: RunningService, fields: Check): Promise<Outcome> {
  const { status, data } = await ask(service, fields);
  if (data === undefined) return `${status}`;
  return `${status} ${data.success ? 'passed' : 'denied'}`;
}

/** How many of the requests pass, when so many are sent at once to each of the services. */
export async function countPassed(
  services: readonly RunningService[],
  { times, ...fields }: Check & { readonly times: number },
): Promise<number> {
  const outcomes = await Promise.all(
    services.flatMap((service) => Array.from({ length: times }, () => check(service, fields))),
  );
  return outcomes.filter((outcome) => outcome === '200 passed').length;
}

/**
 * Waits until another process sees all that passed as used, except what Redis may have `forgotten`.
 * A call that Redis has counted and not answered may count once more, and nothing else may.
 */
export async function untilHonest(
  { near, far }: Two,
  { checked, passed }: Used,
  { forgotten = 0 }: { readonly forgotten?: number } = {},
): Promise<void> {
  await vi.waitFor(async () => {
    const used = await usedAt(far, checked);
    expect(used).toBeGreaterThanOrEqual(passed - forgotten);
    expect(used).toBeLessThanOrEqual(passed + (await failedCalls(near)));
  }, PATIENCE);
}

async function failedCalls(service: RunningService): Promise<number> {
  const kinds = ['timeouts', 'failures'].map((kind) => readMetric(service, failedMetric(kind)));
  return (await Promise.all(kinds)).reduce((sum, count) => sum + count, 0);
}

export function failedMetric(kind: string): string {
  return `unlatch_redis_calls_failed_total{kind="${kind}"}`;
}

/** What a process believes to be used of an identifier. To ask costs nothing. */
export async function usedAt(service: RunningService, identifier: string): Promise<number> {
  const { data } = await ask(service, { identifier, limit: AMPLE, cost: 0 });
  return AMPLE - data.remaining;
}

/** Waits until Redis decides for the process, or does not. The process is ready in either case. */
export async function untilShared(service: RunningService, isShared: boolean): Promise<void> {
  await vi.waitFor(async () => {
    // A process without requests does not notice that Redis is away.
    await countPassed([service], { identifier: randomUUID(), limit: SCARCE, times: SCARCE });
    const response = await fetch(`${service.url}/health/ready`);
    expect(response.status).toBe(200);
    const { checks } = (await response.json()) as { checks: { redis: string } };
    expect(checks.redis).toBe(isShared ? 'ok' : 'fail');
  }, PATIENCE);
}

/** Waits until the processes count as one does. */
export async function untilCountedTogether(services: readonly RunningService[]): Promise<void> {
  await vi.waitFor(async () => {
    const fresh = { identifier: randomUUID(), limit: 50, times: 40 };
    expect(await countPassed(services, fresh)).toBe(50);
  }, PATIENCE);
}

/** The process's own value of a sample; 0 if it reports none. */
export async function readMetric(service: RunningService, sample: string): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const response = await fetch(`${service.url}/metrics`, { headers });
  return parseExposition(await response.text()).samples.get(sample) ?? 0;
}
