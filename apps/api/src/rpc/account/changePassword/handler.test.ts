import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import {
  addPerson,
  addSession,
  asPerson,
  callFromPage,
  cookieIn,
  type LoggedIn,
} from '../../../../test/people.js';

const OLD = 'four words are long enough';
const NEW = 'another sentence is as easy';

let harness: Harness;
let passwordHash: string;
let person: LoggedIn;
beforeAll(async () => {
  harness = await startHarness();
  passwordHash = await harness.deps.people.hasher.hash(OLD);
});
beforeEach(async () => {
  person = await addPerson(harness.deps.db, { nowMs: harness.clock.nowMs(), passwordHash });
});
afterAll(() => harness.stop());

const change = (body: unknown) => asPerson(harness.app, person)('account.changePassword', body);

describe('answers', () => {
  it('ends every session of the old password, and gives this browser a new one', async () => {
    const { deps, clock, app } = harness;
    const other = await addSession(deps.db, { userId: person.userId, nowMs: clock.nowMs() });
    const answer = await change({ currentPassword: OLD, newPassword: NEW });
    expect(answer.status).toBe(200);
    for (const session of [person, other]) {
      expect((await asPerson(app, session)('account.getAccount', {})).status).toBe(401);
    }
    const token = cookieIn(answer, 'unlatch_session') ?? '';
    const { csrfToken } = answer.body.data;
    expect((await asPerson(app, { token, csrfToken })('account.getAccount', {})).status).toBe(200);
    const logIn = (password: string) =>
      callFromPage(app, 'login.withPassword', { email: person.email, password });
    expect((await logIn(OLD)).status).toBe(401);
    expect((await logIn(NEW)).status).toBe(200);
  });
});

describe('refuses', () => {
  it('without the right password, and changes nothing', async () => {
    for (const currentPassword of ['wrong', undefined]) {
      expect((await change({ currentPassword, newPassword: NEW })).status).toBe(401);
    }
    expect((await asPerson(harness.app, person)('account.getAccount', {})).status).toBe(200);
  });

  it.each([
    'password1234',
    'PassWord-1234',
    'aaaaaaaaaaaaaaaa',
    '123456789012',
    `${'é'.repeat(129)}abcde`,
  ])('%s, which would be guessed soon or is too long', async (newPassword) => {
    const { status, body } = await change({ currentPassword: OLD, newPassword });
    expect(status).toBe(400);
    expect(body.error.errors[0].location).toBe('body.newPassword');
  });

  it('the first password of an account without a confirmation', async () => {
    const { deps, clock, app } = harness;
    const nowMs = clock.nowMs();
    const without = await addPerson(deps.db, { nowMs });
    const set = (session: LoggedIn) =>
      asPerson(app, session)('account.changePassword', { newPassword: NEW });
    expect((await set(without)).body.error.type).toMatch(/step_up_needed$/);
    const confirmed = await addSession(deps.db, {
      userId: without.userId,
      nowMs,
      isSteppedUp: true,
    });
    expect((await set({ ...without, ...confirmed })).status).toBe(200);
  });
});
