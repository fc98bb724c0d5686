import { createFakeClock } from '@unlatch/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPerson, addSession } from '../../../test/people.js';
import { type Store, startStore } from '../../../test/store.js';
import { ATTEMPTS_KEPT_MS } from '../../domain/people/attempts.js';
import { SESSION_IDLE_MS } from '../../domain/people/session.js';
import { makeFirstLink } from '../../operations/people/setup-links.js';
import { reserveAttempt } from '../../store/people/login-attempts.js';
import { createPeopleJob } from './people-job.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

it('deletes what has ended by time, and nothing that still counts', async () => {
  const clock = createFakeClock();
  const { db } = store;
  const startMs = clock.nowMs();
  await store.newApi();
  await makeFirstLink({ db, clock });
  const person = await addPerson(db, { nowMs: startMs });
  await reserveAttempt(db, { names: ['account old'], nowMs: startMs });
  const job = createPeopleJob({ db, clock, onFailed: () => undefined });

  clock.advance(SESSION_IDLE_MS);
  const laterMs = clock.nowMs();
  const running = await addSession(db, { userId: person.userId, nowMs: laterMs });
  await job.run();
  const sessions = await db.selectFrom('user_sessions').select('id').execute();
  expect(sessions).toEqual([{ id: running.sessionId }]);
  expect(await db.selectFrom('setup_links').select('kind').execute()).toEqual([]);
  const names = () => db.selectFrom('login_attempts').select('name').execute();
  expect(await names()).toEqual([{ name: 'account old' }]);

  clock.advance(ATTEMPTS_KEPT_MS);
  await reserveAttempt(db, { names: ['account new'], nowMs: clock.nowMs() });
  await job.run();
  expect(await names()).toEqual([{ name: 'account new' }]);
});
