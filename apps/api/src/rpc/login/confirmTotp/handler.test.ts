import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addSession, asPerson, callFromPage, cookieIn } from '../../../../test/people.js';
import { hasSession, newPerson, nextStep, setUpTotp } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** A person with an app, and a session that lacks the second factor. */
async function halfWay() {
  // All tests come from one address, which has a budget of its own.
  await harness.deps.db.deleteFrom('login_attempts').execute();
  const person = await newPerson(harness);
  const app = await setUpTotp(harness, person);
  nextStep(harness);
  const half = async () =>
    addSession(harness.deps.db, {
      nowMs: harness.clock.nowMs(),
      level: 'totpNeeded',
      userId: person.userId,
    });
  const session = await half();
  const confirm = (body: object, of = session) =>
    asPerson(harness.app, of)('login.confirmTotp', body);
  return { person, app, session, half, confirm };
}

const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

describe('answers', () => {
  it('with a full session and a new token, and the old one opens nothing', async () => {
    const { app, session, confirm, person } = await halfWay();
    const answer = await confirm({ code: app.code() });
    expect(answer.body.data).toMatchObject({ level: 'full', user: { id: person.userId } });
    expect(cookieIn(answer, 'unlatch_session')).not.toBe(session.token);
    expect(await hasSession(harness, session.token)).toBe(false);
  });

  it('to a recovery code in place of the app, once', async () => {
    const { app, confirm, half } = await halfWay();
    const recoveryCode = app.recoveryCodes[3] ?? '';
    expect((await confirm({ recoveryCode: recoveryCode.toLowerCase() })).status).toBe(200);
    expect((await confirm({ recoveryCode }, await half())).status).toBe(401);
  });

  it('after a log-in with a password, which opens nothing before', async () => {
    const email = 'factor@example.com';
    const password = 'a long sentence is easy to keep';
    const person = await newPerson(harness, { email });
    await harness.deps.db
      .updateTable('users')
      .set({
        password_hash: await harness.deps.people.hasher.hash(password),
        password_changed_at_ms: harness.clock.nowMs(),
      })
      .where('id', '=', person.userId)
      .execute();
    const app = await setUpTotp(harness, person);
    nextStep(harness);
    const first = await callFromPage(harness.app, 'login.withPassword', { email, password });
    expect(first.body.data).toMatchObject({ level: 'totpNeeded', workspaces: [] });
    const half = {
      token: cookieIn(first, 'unlatch_session') ?? '',
      csrfToken: first.body.data.csrfToken,
    };
    const call = asPerson(harness.app, half);
    expect((await call('account.getAccount', {})).status).toBe(401);
    const { status, body } = await call('login.confirmTotp', { code: app.code() });
    expect([status, body.data.level]).toEqual([200, 'full']);
  });
});

describe('refuses', () => {
  it('a code that was used before, also by the set-up of the app, and an older one', async () => {
    const { app, confirm, half } = await halfWay();
    const [before, code] = [app.code(), () => app.code()];
    nextStep(harness);
    expect((await confirm({ code: code() })).status).toBe(200);
    expect((await confirm({ code: code() }, await half())).status).toBe(401);
    expect((await confirm({ code: before }, await half())).status).toBe(401);
  });

  it('all but one of several requests at once with one code', async () => {
    for (const kind of ['code', 'recoveryCode'] as const) {
      const { app, half, confirm } = await halfWay();
      const typed = kind === 'code' ? app.code() : (app.recoveryCodes[0] ?? '');
      const sessions = [await half(), await half(), await half()];
      const answers = await Promise.all(sessions.map((one) => confirm({ [kind]: typed }, one)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    }
  });

  it('a session that is full already, and no session', async () => {
    const { person, app } = await halfWay();
    const code = app.code();
    const full = await asPerson(harness.app, person)('login.confirmTotp', { code });
    expect(full.status).toBe(401);
    expect((await callFromPage(harness.app, 'login.confirmTotp', { code })).status).toBe(401);
  });

  it('the code of another person', async () => {
    const one = await halfWay();
    const other = await halfWay();
    const code = other.app.code();
    if (code !== one.app.code()) expect((await one.confirm({ code })).status).toBe(401);
  });

  it('guesses after the fifth, although the password is right in between', async () => {
    const { app, confirm, half } = await halfWay();
    const wrong = wrongFor(app.code());
    const statuses: number[] = [];
    for (let guess = 0; guess < 7; guess++) {
      // A new session each time stands for another log-in with the right password.
      statuses.push((await confirm({ code: wrong }, await half())).status);
    }
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.slice(5)).toEqual([429, 429]);
    expect((await confirm({ code: app.code() }, await half())).status).toBe(429);
  });

  it('a request with both, or with neither', async () => {
    const { app, confirm } = await halfWay();
    const both = { code: app.code(), recoveryCode: app.recoveryCodes[0] };
    expect((await confirm(both)).status).toBe(400);
    expect((await confirm({})).status).toBe(400);
  });
});
