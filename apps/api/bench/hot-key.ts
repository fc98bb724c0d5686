import { startTestRedis } from '@unlatch/testkit';
import { sql } from 'kysely';
import { type LoadResult, load, type Target } from './load.js';
import { startBeforeLoad } from './processes.js';
import { withService } from './sections.js';
import { type BenchService, seededKey, seedKeys, targetOf } from './service.js';
import { median, printTable, type Row } from './table.js';

const KEYS = 10_000;
/** Of the other keys and of the hot one, each. Together about a third of what one core can do. */
const RATE = 3000;
const SECONDS = 4;
const ROUNDS = 5;
const NEVER_REACHED = 1_000_000_000;
/** The longest window, so that no run crosses its border. */
const WINDOW_MS = 2_592_000_000;
/** How many requests of a hot key pass in the count of its decisions, of twice as many. */
const ALLOWED = 5000;
/** Events are written within a second or two. */
const EVENTS_WRITTEN_MS = 4000;

/**
 * Half of the traffic goes to one key. Compared is the p99 of the other half with that beside the
 * same traffic to many keys. The goal is at most 1.2 times. And exactly as many requests of a hot
 * key are valid as its limit or its credits allow.
 */
export async function benchHotKey(): Promise<void> {
  const rows: Row[] = [];
  await withService({}, async (service) => {
    rows.push(await measure(service, 'a limit, counted in memory', 'limit'));
    rows.push(await measure(service, 'credits', 'credits'));
  });
  const redis = await startBeforeLoad(() => startTestRedis());
  try {
    await withService({ env: { REDIS_URL: redis.url } }, async (service) => {
      rows.push(await measure(service, 'a limit, counted in Redis', 'limit'));
    });
  } finally {
    await redis.stop();
  }
  const headings = [
    'p50 ms of the others',
    'with the hot key',
    'p99 ms of the others',
    'with the hot key',
    'ratio',
    'failed',
    'valid',
    'allowed',
  ];
  printTable(`One key with half of ${2 * RATE} verifications per second`, headings, rows);
}

type Feature = 'limit' | 'credits';

const FIELDS: Readonly<Record<Feature, (allowed: number) => object>> = {
  limit: (limit) => ({
    ratelimits: [{ name: 'requests', limit, duration: WINDOW_MS, autoApply: true }],
  }),
  credits: (remaining) => ({ credits: { remaining } }),
};

async function measure(service: BenchService, name: string, feature: Feature): Promise<Row> {
  const { apiId = '' } = await service.call('apis.createApi', { name });
  const seededFrom = feature === 'limit' ? 0 : KEYS;
  await seedKeys(service.db, { apiId, from: seededFrom, to: seededFrom + KEYS });
  const newKey = async (allowed: number) =>
    service.call('keys.createKey', { apiId, ...FIELDS[feature](allowed) });
  const many: string[] = [];
  for (let count = 0; count < MANY; count++) many.push((await newKey(NEVER_REACHED))['key'] ?? '');
  const { key: hot } = await newKey(NEVER_REACHED);
  let next = 0;
  const verify = (nextKey: () => string | undefined) =>
    targetOf(service, 'keys.verifyKey', () => ({ key: nextKey() }));
  const others = verify(() => seededKey(seededFrom + (next++ % KEYS)));
  const spread = verify(() => many[next++ % MANY]);
  const [alone, beside] = await inTurns(others, [spread, verify(() => hot)]);
  const valid = await countValid(service, await newKey(ALLOWED), verify);
  return {
    name,
    cells: [
      median(alone.map(({ p50Ms }) => p50Ms)),
      median(beside.map(({ p50Ms }) => p50Ms)),
      median(alone.map(({ p99Ms }) => p99Ms)),
      median(beside.map(({ p99Ms }) => p99Ms)),
      median(beside.map(({ p99Ms }, turn) => p99Ms / (alone[turn]?.p99Ms ?? Number.NaN))),
      [...alone, ...beside].reduce((sum, { failures }) => sum + failures, 0),
      valid,
      ALLOWED,
    ],
  };
}

/** So many keys share the traffic that goes to the hot one otherwise. */
const MANY = 200;

/** The results of the others, beside each of the two, from the same turns. */
async function inTurns(
  others: Target,
  [spread, hot]: readonly [Target, Target],
): Promise<readonly [LoadResult[], LoadResult[]]> {
  const alone: LoadResult[] = [];
  const beside: LoadResult[] = [];
  const until = { seconds: SECONDS };
  const measureBeside = async (second: Target) => {
    const options = { until, rate: RATE };
    const [result] = await Promise.all([load(others, options), load(second, options)]);
    return result;
  };
  await measureBeside(spread);
  for (let turn = 0; turn < ROUNDS; turn++) {
    alone.push(await measureBeside(spread));
    beside.push(await measureBeside(hot));
  }
  return [alone, beside];
}

/** How many of twice as many requests as are allowed were valid, from the sums of usage events. */
async function countValid(
  service: BenchService,
  { keyId = '', key }: Readonly<Record<string, string>>,
  verify: (nextKey: () => string | undefined) => Target,
): Promise<number> {
  await load(
    verify(() => key),
    { until: { requests: 2 * ALLOWED }, rate: RATE },
  );
  await new Promise((resolve) => setTimeout(resolve, EVENTS_WRITTEN_MS));
  const { rows } = await sql<{ valid: string }>`
    select coalesce(sum(count), 0) as valid from verifications_per_hour
    where key_id = ${keyId} and code = 'VALID'`.execute(service.db);
  return Number(rows[0]?.valid);
}
