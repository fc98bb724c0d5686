import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { newId } from '../src/lib/ids.js';
import { insertApi } from '../src/store/apis/apis.js';
import type { Db } from '../src/store/database/database.js';
import { inTransaction } from '../src/store/database/transaction.js';
import { insertWorkspace } from '../src/store/workspaces/workspaces.js';
import { Connection } from './connection.js';
import { requestOf } from './load.js';
import { type BenchService, seededKey, seedKeys } from './service.js';
import { median, printTable } from './table.js';

const SAMPLES = Number(process.env['BENCH_SAMPLES'] ?? 100_000);
/** Before the first sample, so that the process has compiled what it runs. */
const WARM_UP = 2_000;
const SPLITS = 200;
/** Numbers of seven digits, so that all keys have the same length. */
const REVOKED_FROM = 1_000_000;
const FOREIGN_FROM = 2_000_000;
const UNKNOWN_FROM = 3_000_000;

/** Requests that get the same answer for different reasons. */
interface Reason {
  readonly name: string;
  /** The bytes of the next request. */
  readonly next: () => string;
}

/**
 * How long the same refusal takes for different reasons. A client that could tell them apart would
 * learn which keys exist. The reasons take turns in random order, on one connection. Two classes
 * are the same in all but name, and what differs between them is noise.
 */
export async function benchTiming(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Timing' });
  const foreignApi = await seedOtherWorkspace(service.db);
  await seedKeys(service.db, { apiId, from: REVOKED_FROM, to: REVOKED_FROM + SAMPLES + WARM_UP });
  await service.db.updateTable('keys').set({ deleted_at_ms: 1 }).execute();
  const foreign = { from: FOREIGN_FROM, to: FOREIGN_FROM + SAMPLES + WARM_UP };
  await seedKeys(service.db, { apiId: foreignApi, ...foreign });
  const { key = '', keyId } = await service.call('keys.createKey', { apiId });
  await service.call('keys.deleteKey', { keyId });
  const { key: rootKey = '', keyId: rootKeyId } = await service.call('rootKeys.createKey', {
    name: 'Deleted',
    permissions: [],
  });
  await service.call('rootKeys.deleteKey', { keyId: rootKeyId });
  const { key: valid = '' } = await service.call('keys.createKey', { apiId });

  const verify = (name: string, keyOf: () => string): Reason => ({
    name,
    next: () => request(service, service.rootKey, keyOf()),
  });
  const random = () => `bench_${randomBytes(6).toString('hex')}`;
  const [unknown, unknownToo] = [random(), random()];
  let revoked = REVOKED_FROM;
  let other = FOREIGN_FROM;
  let unseeded = UNKNOWN_FROM;
  await compareReasons('keys.verifyKey answers NOT_FOUND, in memory', service, [
    verify('unknown key', () => unknown),
    verify('unknown key, again', () => unknownToo),
    verify('revoked key', () => key),
    verify('key of another workspace', () => seededKey(FOREIGN_FROM)),
    verify('the root key itself', () => service.rootKey),
  ]);
  await compareReasons('keys.verifyKey answers NOT_FOUND, read from the database', service, [
    verify('unknown key', () => seededKey(unseeded++)),
    verify('unknown key, again', () => seededKey(unseeded++)),
    verify('revoked key', () => seededKey(revoked++)),
    verify('key of another workspace', () => seededKey(other++)),
  ]);
  const bearer = (name: string, keyOf: () => string): Reason => ({
    name,
    next: () => request(service, keyOf(), unknown),
  });
  await compareReasons('a root key is answered 401, in memory', service, [
    bearer('unknown root key', () => unknown),
    bearer('unknown root key, again', () => unknownToo),
    bearer('deleted root key', () => rootKey),
    bearer('a key that is not a root key', () => valid),
  ]);
}

function request({ url }: BenchService, rootKey: string, key: string): string {
  return requestOf({
    url,
    path: '/v2/keys.verifyKey',
    rootKey,
    nextBody: () => JSON.stringify({ key }),
  });
}

async function seedOtherWorkspace(db: Db): Promise<string> {
  const nowMs = Date.now();
  const workspaceId = newId('ws', nowMs);
  const id = newId('api', nowMs);
  const keySpaceId = newId('ks', nowMs);
  await inTransaction(db, async (tx) => {
    await insertWorkspace(tx, { id: workspaceId, name: 'Another', nowMs });
    await insertApi(tx, { workspaceId, id, keySpaceId, name: 'Foreign', nowMs });
  });
  return id;
}

/** The first two reasons are the same one. */
async function compareReasons(
  title: string,
  service: BenchService,
  reasons: readonly Reason[],
): Promise<void> {
  const connection = await Connection.open(service.url);
  const micros = reasons.map(() => [] as number[]);
  for (let round = -WARM_UP; round < SAMPLES; round += 1) {
    for (const index of shuffled(reasons.length)) {
      const bytes = reasons[index]?.next() ?? '';
      const startedMs = performance.now();
      await connection.exchange(bytes);
      if (round >= 0) micros[index]?.push((performance.now() - startedMs) * 1000);
    }
  }
  connection.close();
  const [first = [], second = []] = micros;
  const noise = noiseOf([...first, ...second]);
  const reference = median(first);
  printTable(
    `${title}, ${SAMPLES.toLocaleString('en')} requests each`,
    ['p50 µs', 'p99 µs', 'Δ p50 µs', `÷ noise of ${noise.toFixed(3)} µs`],
    reasons.map(({ name }, index) => {
      const values = micros[index] ?? [];
      const difference = median(values) - reference;
      const p99 = values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
      return { name, cells: [median(values), p99, difference, Math.abs(difference) / noise] };
    }),
  );
}

/**
 * How far the medians of two halves of the same samples differ: the 95th percentile of many random
 * splits. A single comparison of the two classes would be small by chance.
 */
function noiseOf(samples: number[]): number {
  const differences = Array.from({ length: SPLITS }, () => {
    const halves: [number[], number[]] = [[], []];
    for (const sample of samples) halves[Math.random() < 0.5 ? 0 : 1].push(sample);
    return Math.abs(median(halves[0]) - median(halves[1]));
  });
  return differences.sort((a, b) => a - b)[Math.floor(SPLITS * 0.95)] ?? Number.NaN;
}

function shuffled(length: number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
