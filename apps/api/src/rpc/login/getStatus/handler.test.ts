import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson, callFromPage, cookieIn } from '../../../../test/people.js';
import { inTransaction } from '../../../store/database/transaction.js';
import { renewSessions } from '../../../store/people/sessions.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const cookieOf = (token: string) => ({ headers: { cookie: `unlatch_session=${token}` } });

/** A person whose role has just changed. */
async function startRenewal() {
  const { deps, clock, newWorkspace } = harness;
  const { id } = await newWorkspace();
  const person = await addPerson(deps.db, {
    nowMs: clock.nowMs(),
    roles: { [id]: 'owner' },
    isSteppedUp: true,
  });
  await inTransaction(deps.db, (tx) => renewSessions(tx, person.userId));
  deps.caches.apply({ kind: 'user', id: person.userId });
  return { person, workspaceId: id };
}

describe('answers', () => {
  it('says over which connections people may log in', async () => {
    const statusAt = async (host: string) => {
      const { body } = await callFromPage(
        harness.app,
        'login.getStatus',
        {},
        { headers: { host } },
      );
      const { secure, mayLogIn } = body.data;
      return { secure, mayLogIn };
    };
    const yes = { secure: true, mayLogIn: true };
    for (const host of ['localhost:7070', '127.0.0.1', '[::1]:7070', 'a.localhost']) {
      expect(await statusAt(host)).toEqual(yes);
    }
    const no = { secure: false, mayLogIn: false };
    for (const host of ['192.168.0.7:7070', 'keys.example.com', 'localhost.example.com']) {
      expect(await statusAt(host)).toEqual(no);
    }
  });

  it('shows the session with what the person may do in each workspace', async () => {
    const { deps, clock, newWorkspace, app } = harness;
    const [one, two] = [await newWorkspace(), await newWorkspace()];
    const roles = { [one.id]: 'auditor', [two.id]: 'role_unknown' };
    const person = await addPerson(deps.db, { nowMs: clock.nowMs(), roles });
    const { body } = await callFromPage(app, 'login.getStatus', {}, cookieOf(person.token));
    const { session } = body.data;
    expect(session).toMatchObject({
      id: person.sessionId,
      csrfToken: person.csrfToken,
      level: 'full',
      steppedUpUntil: null,
    });
    const byId = Object.fromEntries(
      session.workspaces.map((each: { id: string }) => [each.id, each]),
    );
    expect(byId[one.id]).toMatchObject({ role: 'auditor', roleName: 'Auditor' });
    expect(byId[one.id].grants).toContain('audit_log.*.read_audit_log');
    expect(byId[two.id]).toMatchObject({ role: 'role_unknown', grants: [] });
  });

  it('says nothing of workspaces before the second factor', async () => {
    const { deps, clock, newWorkspace, app } = harness;
    const { id } = await newWorkspace();
    const given = { nowMs: clock.nowMs(), roles: { [id]: 'owner' }, level: 'totpNeeded' } as const;
    const person = await addPerson(deps.db, given);
    const { body } = await callFromPage(app, 'login.getStatus', {}, cookieOf(person.token));
    expect(body.data.session).toMatchObject({ level: 'totpNeeded', workspaces: [] });
  });
});

describe('a session whose person got another role', () => {
  it('does nothing with its old token, and goes on with the new one that it gets here', async () => {
    const { person, workspaceId } = await startRenewal();
    const { app } = harness;
    const before = await asPerson(app, person, workspaceId)('apis.listApis', {});
    expect(before.body.error.type).toMatch(/unlatch\/session\/missing$/);
    const renewed = await callFromPage(app, 'login.getStatus', {}, cookieOf(person.token));
    const { csrfToken, steppedUpUntil } = renewed.body.data.session;
    const token = cookieIn(renewed, 'unlatch_session') ?? '';
    expect(token).not.toBe(person.token);
    expect(steppedUpUntil).toBeNull();
    const after = await asPerson(app, { token, csrfToken }, workspaceId)('apis.listApis', {});
    expect(after.status).toBe(200);
    const old = await callFromPage(app, 'login.getStatus', {}, cookieOf(person.token));
    expect(old.body.data.session).toBeNull();
  });

  it('gets one new token when two pages ask at once', async () => {
    const { person } = await startRenewal();
    const ask = () => callFromPage(harness.app, 'login.getStatus', {}, cookieOf(person.token));
    const answers = await Promise.all([ask(), ask()]);
    const tokens = answers.flatMap((answer) => cookieIn(answer, 'unlatch_session') ?? []);
    expect(tokens).toHaveLength(1);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401]);
  });
});
