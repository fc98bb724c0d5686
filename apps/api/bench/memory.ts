import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createCaches, keyCacheKey } from '../src/engine/caches/caches.js';
import { MemoryLimiter } from '../src/engine/limiter/memory-limiter.js';
import { sha256Base64 } from '../src/lib/crypto/sha256.js';
import { type BenchService, seededKey, seedKeys } from './service.js';
import { printTable, type Row } from './table.js';

const MILLION = 1_000_000;
const AT_ONCE = 1000;
const WINDOW_MS = 3_600_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Heap per entry, with the classes of the service itself, a million of each. */
export async function benchMemory(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Memory' });
  await seedKeys(service.db, { apiId, from: 0, to: MILLION });
  const rows: Row[] = [await cachedKeys(service), await limitCounters()];
  printTable('Memory for a million', ['entries', 'bytes each'], rows);
}

async function cachedKeys({ db }: BenchService): Promise<Row> {
  const workspaces = db.selectFrom('workspaces').select('id');
  const { id: workspaceId } = await workspaces.executeTakeFirstOrThrow();
  const caches = createCaches({ db, keysMax: MILLION, isCurrent: () => true });
  const before = heapBytes();
  for (let index = 0; index < MILLION; index += AT_ONCE) {
    const hashes = Array.from({ length: AT_ONCE }, (_, n) => sha256Base64(seededKey(index + n)));
    await Promise.all(
      hashes.map(async (hash) => caches.keys.get(keyCacheKey({ workspaceId, hash }))),
    );
  }
  const bytes = heapBytes() - before;
  const known = caches.keys.get(keyCacheKey({ workspaceId, hash: sha256Base64(seededKey(0)) }));
  if (known === null || known instanceof Promise) throw new Error('the keys were not kept');
  return { name: 'cached key', cells: [MILLION, bytes / MILLION] };
}

async function limitCounters(): Promise<Row> {
  // Counters that were used once have a quarter of the capacity.
  const limiter = new MemoryLimiter({ cellsMax: 4 * MILLION });
  const before = heapBytes();
  for (let index = 0; index < MILLION; index++) {
    const request = {
      scope: 'namespace' as const,
      workspaceId: 'ws_0VbZ1vL4i1Tn9cgvoJ',
      name: 'rlns_0VbZ1vL4i1Tn9cgvoJ',
      identifier: `user_${index}`,
      windowMs: WINDOW_MS,
      limit: 100,
      cost: 1,
    };
    limiter.take([request], WINDOW_MS);
  }
  const bytes = heapBytes() - before;
  const row = { name: 'limit counter', cells: [MILLION, bytes / MILLION] };
  limiter.take([], WINDOW_MS);
  return row;
}

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
