import { boundsOf } from '@unlatch/contract';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { seedIds } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** Those of the change feed, of usage events and of jobs, which run beside any request. */
const IN_BACKGROUND =
  /unlatch_|event_batches|clock_timestamp|last_used|pg_(?:try_)?advisory|^listen/i;

/** How many statements are sent while the work runs. The driver is not ours, so it is watched. */
async function countDuring(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const query = pg.Client.prototype.query;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function watch(
    this: pg.Client,
    ...given: Parameters<typeof query>
  ) {
    const text = String(Object(given[0]).text ?? given[0]);
    if (!IN_BACKGROUND.test(text)) sent.push(text);
    return query.apply(this, given);
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return sent;
}

it.each(EVERY_OPERATION)(
  '$name sends no more statements than its bound, cold and warm',
  async (operation) => {
    const { name, request, definition } = operation;
    const workspace = await harness.newWorkspace();
    const ids = await seedIds(workspace);
    harness.deps.caches.dropAll();
    const cold = await countDuring(() => workspace.call(name, request(ids)));
    const { statementsMax } = boundsOf(definition);
    expect(cold.length, cold.join('\n')).toBeLessThanOrEqual(statementsMax);
    const again = await seedIds(workspace, 'two');
    const warm = await countDuring(() => workspace.call(name, request(again)));
    expect(warm.length, warm.join('\n')).toBeLessThanOrEqual(statementsMax);
  },
);
