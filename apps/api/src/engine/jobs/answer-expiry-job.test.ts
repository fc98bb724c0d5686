import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { createAnswerExpiryJob } from './answer-expiry-job.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

it('deletes the stored responses that have expired, and only those', async () => {
  const { db, clock } = harness.deps;
  const workspace = await harness.newWorkspace();
  const create = (key: string) =>
    workspace.call('apis.createApi', { name: key }, { headers: { 'idempotency-key': key } });
  const keptTimes = async () => {
    const rows = await db.selectFrom('idempotent_answers').select('created_at_ms').execute();
    return rows.map((row) => row.created_at_ms);
  };
  await create('first');
  harness.clock.advance(1);
  const second = await create('second');
  const secondMs = clock.nowMs();
  harness.clock.advance(DAY_MS - 1);
  await createAnswerExpiryJob({ db, clock, onFailed: () => undefined }).run();
  expect(await keptTimes()).toEqual([secondMs]);
  expect((await create('second')).body.data).toEqual(second.body.data);
});
