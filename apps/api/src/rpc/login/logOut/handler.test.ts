import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import {
  addPerson,
  addSession,
  asPerson,
  callFromPage,
  cookieIn,
} from '../../../../test/people.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('ends this session and no other one, at once', async () => {
  const { deps, clock, app } = harness;
  const nowMs = clock.nowMs();
  const person = await addPerson(deps.db, { nowMs });
  const other = await addSession(deps.db, { userId: person.userId, nowMs });
  const answer = await asPerson(app, person)('login.logOut', {});
  expect(cookieIn(answer, 'unlatch_session')).toBe('');
  expect((await asPerson(app, person)('account.getAccount', {})).status).toBe(401);
  expect((await asPerson(app, other)('account.getAccount', {})).status).toBe(200);
});

it('does nothing without a session', async () => {
  expect((await callFromPage(harness.app, 'login.logOut', {})).status).toBe(200);
});
