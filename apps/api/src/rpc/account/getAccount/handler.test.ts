import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson } from '../../../../test/people.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('shows the own account, without its password', async () => {
  const nowMs = harness.clock.nowMs();
  const passwordHash = '$argon2id$secret';
  const person = await addPerson(harness.deps.db, { nowMs, passwordHash, name: 'Ada' });
  const { body } = await asPerson(harness.app, person)('account.getAccount', {});
  expect(body.data).toEqual({
    id: person.userId,
    email: person.email,
    name: 'Ada',
    createdAt: nowMs,
    hasPassword: true,
    passwordChangedAt: nowMs,
  });
});
