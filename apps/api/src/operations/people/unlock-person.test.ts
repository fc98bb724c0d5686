import { createFakeClock } from '@unlatch/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPerson } from '../../../test/people.js';
import { type Store, startStore } from '../../../test/store.js';
import { reserveAttempt } from '../../store/people/login-attempts.js';
import { accountBudget, deviceBudgets } from './attempts.js';
import { unlockPerson } from './unlock-person.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

it('ends the waits of one person and of all addresses, and leaves an audit event', async () => {
  const clock = createFakeClock();
  const { db } = store;
  const nowMs = clock.nowMs();
  const { workspaceId } = await store.newApi();
  const one = await addPerson(db, { nowMs, roles: { [workspaceId]: 'admin' } });
  const other = await addPerson(db, { nowMs });
  const ofOne = [
    accountBudget(one.email),
    `${accountBudget(one.email)} factor`,
    `${deviceBudgets(one.userId)}browser`,
    'address 203.0.113.9',
  ];
  const ofOther = [accountBudget(other.email), `${deviceBudgets(other.userId)}browser`];
  await reserveAttempt(db, { names: [...ofOne, ...ofOther], nowMs });
  expect(await unlockPerson({ db, clock }, one.email.toUpperCase())).toBe(true);
  const left = await db.selectFrom('login_attempts').select('name').execute();
  expect(new Set(left.map(({ name }) => name))).toEqual(new Set(ofOther));
  const events = await db.selectFrom('audit_events').select(['event', 'actor_id']).execute();
  expect(events).toEqual([{ event: 'user.unlock', actor_id: 'operator' }]);
  expect(await unlockPerson({ db, clock }, 'nobody@example.com')).toBe(false);
});
