import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson, cookieIn } from '../../../../test/people.js';

const PASSWORD = 'four words are long enough';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newPerson() {
  const passwordHash = await harness.deps.people.hasher.hash(PASSWORD);
  return addPerson(harness.deps.db, { nowMs: harness.clock.nowMs(), passwordHash });
}

it('confirms the session for ten minutes, under a new token', async () => {
  const person = await newPerson();
  const confirm = asPerson(harness.app, person);
  const answer = await confirm('account.confirmIdentity', { password: PASSWORD });
  expect(answer.body.data).toMatchObject({
    id: person.sessionId,
    steppedUpUntil: harness.clock.nowMs() + 600_000,
  });
  expect(answer.body.data.csrfToken).not.toBe(person.csrfToken);
  expect(cookieIn(answer, 'unlatch_session')).not.toBe(person.token);
});

it('refuses a wrong password, and leaves the session as it was', async () => {
  const person = await newPerson();
  const call = asPerson(harness.app, person);
  expect((await call('account.confirmIdentity', { password: 'wrong' })).status).toBe(401);
  expect((await call('account.getAccount', {})).status).toBe(200);
});

it('gives one new token when it is asked twice at once', async () => {
  const person = await newPerson();
  const confirm = () =>
    asPerson(harness.app, person)('account.confirmIdentity', { password: PASSWORD });
  const answers = await Promise.all([confirm(), confirm()]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401]);
});
