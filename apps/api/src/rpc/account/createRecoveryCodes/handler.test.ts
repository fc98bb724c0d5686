import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addSession, asPerson } from '../../../../test/people.js';
import { newPerson, setUpTotp } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('gives ten new codes, stores only their hashes, and ends the earlier ones', async () => {
  const person = await newPerson(harness);
  const { recoveryCodes: before } = await setUpTotp(harness, person);
  const { body } = await asPerson(harness.app, person)('account.createRecoveryCodes', {});
  const { recoveryCodes } = body.data;
  expect(recoveryCodes).toHaveLength(10);
  const rows = await harness.deps.db.selectFrom('user_recovery_codes').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(recoveryCodes[0]);
  const nowMs = harness.clock.nowMs();
  const level = 'totpNeeded';
  const half = await addSession(harness.deps.db, { nowMs, level, userId: person.userId });
  const confirm = (recoveryCode: string) =>
    asPerson(harness.app, half)('login.confirmTotp', { recoveryCode });
  expect((await confirm(before[0] ?? '')).status).toBe(401);
  expect((await confirm(recoveryCodes[0])).status).toBe(200);
});

describe('refuses', () => {
  it('a person without an authenticator app', async () => {
    const call = asPerson(harness.app, await newPerson(harness));
    expect((await call('account.createRecoveryCodes', {})).status).toBe(412);
  });
});
