import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { asPerson } from '../../../../test/people.js';
import { newPerson } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('with a secret that is stored sealed, and that no log-in asks for yet', async () => {
    const person = await newPerson(harness);
    const call = asPerson(harness.app, person);
    const { body } = await call('account.startTotp', {});
    expect(body.data.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(body.data.uri).toContain(`secret=${body.data.secret}`);
    const rows = await harness.deps.db
      .selectFrom('user_totps')
      .select(['pending', 'secret'])
      .where('user_id', '=', person.userId)
      .execute();
    expect(rows).toEqual([{ pending: expect.any(Buffer), secret: null }]);
    expect(rows[0]?.pending?.length).toBeGreaterThan(20);
    expect((await call('account.getSecondFactors', {})).body.data.hasTotp).toBe(false);
  });

  it('with another secret each time', async () => {
    const call = asPerson(harness.app, await newPerson(harness));
    const first = await call('account.startTotp', {});
    const second = await call('account.startTotp', {});
    expect(second.body.data.secret).not.toBe(first.body.data.secret);
  });
});

it('refuses a person who has not confirmed the identity in the last ten minutes', async () => {
  const call = asPerson(harness.app, await newPerson(harness));
  harness.clock.advance(10 * 60_000);
  const { status, body } = await call('account.startTotp', {});
  expect([status, body.error.type]).toEqual([403, expect.stringContaining('step_up_needed')]);
});
