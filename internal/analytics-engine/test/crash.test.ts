import { describe, expect, test, vi } from 'vitest';
import {
  batch,
  connect,
  count,
  createEvents,
  insert,
  isMissing,
  select,
  start,
  TABLE,
  whyMissing,
} from './harness.js';

const KILLS = Number(process.env['UNLATCH_TEST_KILLS'] ?? 8);
/** The pauses of an owner grow with each kill. A new owner begins without them. */
const KILLS_PER_OWNER = 4;
const ROWS = 1000;
const DAY_MS = 86_400_000;

/** Numbers that look random and are the same in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * UNLATCH_TEST_KILLS=200 for a longer run. A client sends batches over several days, one after the
 * other, each with a token, and sends one again until it is acknowledged. The engine is killed at
 * random moments.
 */
describe.skipIf(isMissing)(`SIGKILL of the engine while it inserts${whyMissing}`, () => {
  test('loses no acknowledged batch, and doubles none that is sent again', {
    timeout: 60_000 + KILLS * 5_000,
  }, async () => {
    const random = createRandom(7);
    let engine = await start();
    const { directory } = engine;
    await createEvents(engine.socketPath);
    const client = connect(engine.socketPath);
    let acknowledged = 0;
    let isOver = false;

    const sender = (async () => {
      while (!isOver) {
        const rows = batch(acknowledged * ROWS, ROWS).map((row, index) => ({
          ...row,
          time: row.time - (index % 3) * DAY_MS,
        }));
        await insertUntilAcknowledged(rows, `batch:${acknowledged}`);
        acknowledged += 1;
      }
    })();

    async function insertUntilAcknowledged(rows: ReturnType<typeof batch>, token: string) {
      await vi.waitFor(() => insert(client, rows, token), { interval: 5, timeout: 60_000 });
    }

    for (let kill = 0; kill < KILLS; kill += 1) {
      const { pid } = lastReady(engine.events);
      const before = acknowledged;
      // A moment within an insert: some batches on, plus a part of the time that one takes.
      while (acknowledged < before + 1 + Math.floor(random() * 4)) await nextTurn();
      const pauseUntilMs = performance.now() + random() * 30;
      while (performance.now() < pauseUntilMs) await nextTurn();
      const seen = engine.events.length;
      process.kill(pid, 'SIGKILL');
      await engine.next('ready', seen);
      if (kill % KILLS_PER_OWNER !== KILLS_PER_OWNER - 1) continue;
      await engine.stop();
      engine = await start({ directory });
    }
    isOver = true;
    await sender;

    expect(await count(client)).toBe(acknowledged * ROWS);
    const [row] = await select<{ ids: string }>(
      client,
      `SELECT toString(uniqExact(request_id)) AS ids FROM unlatch.${TABLE}`,
    );
    expect(Number(row?.ids)).toBe(acknowledged * ROWS);
    await client.close();
  });
});

function lastReady(events: readonly { kind: string }[]): { pid: number } {
  const found = events.findLast(({ kind }) => kind === 'ready');
  if (found === undefined || !('pid' in found)) throw new Error('no engine serves');
  return { pid: Number(found.pid) };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
