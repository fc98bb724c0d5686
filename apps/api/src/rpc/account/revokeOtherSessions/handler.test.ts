import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, addSession, asPerson } from '../../../../test/people.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('ends all own sessions but this one, and none of others', async () => {
  const { deps, clock, app } = harness;
  const nowMs = clock.nowMs();
  const [person, stranger] = [
    await addPerson(deps.db, { nowMs }),
    await addPerson(deps.db, { nowMs }),
  ];
  const others = [
    await addSession(deps.db, { userId: person.userId, nowMs }),
    await addSession(deps.db, { userId: person.userId, nowMs }),
  ];
  const answer = await asPerson(app, person)('account.revokeOtherSessions', {});
  expect(answer.body.data).toEqual({ revoked: 2 });
  const statusOf = async (session: (typeof others)[number]) =>
    (await asPerson(app, session)('account.getAccount', {})).status;
  expect(await Promise.all(others.map(statusOf))).toEqual([401, 401]);
  expect(await statusOf(person)).toBe(200);
  expect(await statusOf(stranger)).toBe(200);
});
