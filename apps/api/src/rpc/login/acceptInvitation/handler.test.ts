import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson, callFromPage, cookieIn } from '../../../../test/people.js';
import { readAuditTrail, setQuota } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const NAME = 'Ada Example';
const PASSWORD = 'a long sentence is easy to keep';

async function invite(email: string, role = 'analyst', into?: Workspace) {
  const workspace = into ?? (await harness.newWorkspace());
  const { body } = await workspace.call('team.createInvitation', { email, role });
  return { workspace, token: body.data.token as string, id: body.data.invitationId as string };
}

const accept = (token: string, fields: object = { name: NAME, password: PASSWORD }) =>
  callFromPage(harness.app, 'login.acceptInvitation', { token, ...fields });

async function membersOf(workspace: Workspace) {
  const { body } = await workspace.call('team.listMembers', {});
  return body.data as { userId: string; email: string; role: string }[];
}

describe('answers a person without an account', () => {
  it('with an account, the role and a session', async () => {
    const { workspace, token } = await invite('ada@example.com', 'developer');
    const answer = await accept(token);
    expect(answer.body.data).toMatchObject({
      level: 'full',
      user: { email: 'ada@example.com', name: NAME },
      workspaces: [{ id: workspace.id, role: 'developer' }],
    });
    expect(await membersOf(workspace)).toMatchObject([
      { email: 'ada@example.com', role: 'developer' },
    ]);
    const session = {
      token: cookieIn(answer, 'unlatch_session') ?? '',
      csrfToken: answer.body.data.csrfToken,
    };
    const call = asPerson(harness.app, session, workspace.id);
    expect((await call('apis.createApi', { name: 'Weather' })).status).toBe(200);
    expect((await call('workspace.updateWorkspace', { name: 'Mine' })).status).toBe(403);
    const withPassword = { email: 'ADA@example.com', password: PASSWORD };
    const later = await callFromPage(harness.app, 'login.withPassword', withPassword);
    expect(later.status).toBe(200);
  });

  it('with audit events in the workspace that name the person', async () => {
    const { workspace, token } = await invite('events@example.com');
    await accept(token);
    const events = await readAuditTrail(harness.deps, workspace.id);
    const names = events.map(({ event }) => event);
    expect(names).toEqual(expect.arrayContaining(['invitation.accept', 'member.create']));
    const joined = events.find(({ event }) => event === 'member.create');
    expect(joined).toMatchObject({
      actor_type: 'user',
      actor_name: 'events@example.com',
      targets: [{ meta: { role: 'analyst', by: 'invitation' } }],
    });
    expect(JSON.stringify(events)).not.toContain(token);
  });
});

describe('answers a person with an account', () => {
  it('who is logged in, by adding the workspace, and gives the session a new token', async () => {
    const email = 'known@example.com';
    const first = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    const roles = { [first.id]: 'owner' };
    const person = await addPerson(harness.deps.db, { nowMs, email, roles });
    harness.clock.advance(1);
    const { workspace, token } = await invite(email, 'auditor');
    const answer = await asPerson(harness.app, person)('login.acceptInvitation', { token });
    expect(answer.body.data.workspaces).toMatchObject([
      { id: first.id, role: 'owner' },
      { id: workspace.id, role: 'auditor' },
    ]);
    expect(cookieIn(answer, 'unlatch_session')).not.toBe(person.token);
    const old = await asPerson(harness.app, person)('account.getAccount', {});
    expect(old.status).toBe(401);
  });

  it('who is a member by now, without changing the role', async () => {
    const email = 'twice@example.com';
    const nowMs = harness.clock.nowMs();
    const { workspace, token } = await invite(email, 'analyst');
    const roles = { [workspace.id]: 'owner' };
    const person = await addPerson(harness.deps.db, { nowMs, email, roles });
    const answer = await asPerson(harness.app, person)('login.acceptInvitation', { token });
    expect(answer.status).toBe(200);
    expect(await membersOf(workspace)).toMatchObject([{ email, role: 'owner' }]);
  });
});

describe('refuses', () => {
  it('a person with an account who is not logged in, and another one who is', async () => {
    const nowMs = harness.clock.nowMs();
    const email = 'absent@example.com';
    await addPerson(harness.deps.db, { nowMs, email });
    const other = await addPerson(harness.deps.db, { nowMs });
    const { workspace, token } = await invite(email);
    expect((await accept(token)).status).toBe(401);
    const asOther = asPerson(harness.app, other);
    expect((await asOther('login.acceptInvitation', { token })).status).toBe(401);
    expect(await membersOf(workspace)).toEqual([]);
  });

  it('a session that still lacks its second factor', async () => {
    const email = 'half@example.com';
    const nowMs = harness.clock.nowMs();
    const person = await addPerson(harness.deps.db, { nowMs, email, level: 'totpNeeded' });
    const { token } = await invite(email);
    const answer = await asPerson(harness.app, person)('login.acceptInvitation', { token });
    expect(answer.status).toBe(401);
  });

  it.each([
    [{ password: PASSWORD }, 'body.name'],
    [{ name: NAME }, 'body.password'],
    [{ name: NAME, password: 'passwordpassword' }, 'body.password'],
  ])('a new account with only %j, and leaves the link as it is', async (fields, location) => {
    const { token } = await invite(`fields${location.length}${JSON.stringify(fields).length}@x.io`);
    const { status, body } = await accept(token, fields);
    expect(status).toBe(400);
    expect(body.error.errors[0].location).toBe(location);
    expect((await accept(token)).status).toBe(200);
  });

  it('a link that was used, deleted or made up', async () => {
    const { token } = await invite('used@example.com');
    expect((await accept(token)).status).toBe(200);
    expect((await accept(token)).status).toBe(410);
    const deleted = await invite('deleted@example.com');
    await deleted.workspace.call('team.deleteInvitation', { invitationId: deleted.id });
    expect((await accept(deleted.token)).status).toBe(410);
    expect((await accept('madeup')).status).toBe(410);
  });

  it('a member beyond the quota of the workspace, and makes no account', async () => {
    const { workspace, token } = await invite('quota@example.com');
    await setQuota(harness.deps, { workspaceId: workspace.id, kind: 'members', max: 0 });
    expect((await accept(token)).status).toBe(403);
    const users = await harness.deps.db
      .selectFrom('users')
      .select('id')
      .where('email', '=', 'quota@example.com')
      .execute();
    expect(users).toEqual([]);
  });
});

describe('of several at the same moment', () => {
  it('with one link, one gets in', async () => {
    const { workspace, token } = await invite('race@example.com');
    const answers = await Promise.all([accept(token), accept(token), accept(token)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await membersOf(workspace)).toHaveLength(1);
  });

  it('with links of two workspaces to one address, one makes the account', async () => {
    const one = await invite('both@example.com');
    const two = await invite('both@example.com');
    const answers = await Promise.all([accept(one.token), accept(two.token)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401]);
  });

  it('of an acceptance and a deletion, one counts', async () => {
    for (let round = 0; round < 3; round++) {
      const { workspace, token, id } = await invite(`deletion${round}@example.com`);
      const [accepted, deleted] = await Promise.all([
        accept(token),
        workspace.call('team.deleteInvitation', { invitationId: id }),
      ]);
      expect([accepted.status === 200, deleted.status === 200].filter(Boolean)).toHaveLength(1);
      expect(await membersOf(workspace)).toHaveLength(accepted.status === 200 ? 1 : 0);
    }
  });
});
