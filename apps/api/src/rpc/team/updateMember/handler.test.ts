import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addMember, callAs, callerFor, newTeam as newTeamIn } from '../../../../test/members.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const refusal = (code: string) => expect.objectContaining({ code });
const REFUSED = refusal('unkey/authorization/insufficient_permissions');

const newTeam = <const Roles extends readonly string[]>(...roles: Roles) =>
  newTeamIn(harness, roles);

describe('answers', () => {
  it('by giving the role, which counts from the next request on', async () => {
    const { members, roleOf } = await newTeam('owner', 'analyst');
    const [owner, other] = members;
    const caller = await callerFor(harness, owner);
    await callAs(harness, caller, 'team.updateMember', { userId: other.userId, role: 'admin' });
    expect(await roleOf(other.userId)).toBe('admin');
    expect((await callerFor(harness, other)).grants.tuples).toContain('api.*.create_api');
  });

  it('with an audit event that has the person, the role before, and the role after', async () => {
    const { workspace, members } = await newTeam('owner', 'analyst');
    const [owner, other] = members;
    const caller = await callerFor(harness, owner);
    await callAs(harness, caller, 'team.updateMember', { userId: other.userId, role: 'auditor' });
    const events = await readAuditTrail(harness.deps, workspace.id);
    expect(events.find(({ event }) => event === 'member.update')).toMatchObject({
      actor_type: 'user',
      actor_id: owner.userId,
      targets: [
        {
          type: 'user',
          id: other.userId,
          name: other.email,
          meta: { role: { before: 'analyst', after: 'auditor' } },
        },
      ],
    });
  });

  it('by ending the invitations of the person, who may no longer be able to give them', async () => {
    const { workspace, members } = await newTeam('owner', 'admin');
    const [owner, admin] = members;
    const invitation = { email: 'invited@example.com', role: 'admin' };
    await callAs(harness, await callerFor(harness, admin), 'team.createInvitation', invitation);
    const change = { userId: admin.userId, role: 'developer' };
    await callAs(harness, await callerFor(harness, owner), 'team.updateMember', change);
    expect((await workspace.call('team.listInvitations', {})).body.data).toEqual([]);
  });
});

describe('refuses', () => {
  it.each([
    ['admin', 'analyst', 'owner'],
    ['admin', 'owner', 'analyst'],
    ['developer', 'analyst', 'developer'],
    ['analyst', 'developer', 'analyst'],
  ])('an %s who would turn a member from %s into %s', async (giver, from, to) => {
    const { members, roleOf } = await newTeam('owner', giver, from);
    const [, caller, other] = members;
    const change = { userId: other.userId, role: to };
    const call = callAs(harness, await callerFor(harness, caller), 'team.updateMember', change);
    await expect(call).rejects.toEqual(REFUSED);
    expect(await roleOf(other.userId)).toBe(from);
  });

  it('a custom role that has rights which the caller does not hold', async () => {
    const { workspace, members } = await newTeam('owner', 'analyst', 'analyst');
    const create = async (name: string, permissions: string[]): Promise<string> =>
      (await workspace.call('team.createRole', { name, permissions })).body.data.roleId;
    const manager = await create('Manager', ['team.*.update_member', 'api.*.read_api']);
    const builder = await create('Builder', ['api.*.create_api']);
    const reader = await create('Reader', ['api.api_1.read_api']);
    const [, one, two] = members;
    await workspace.call('team.updateMember', { userId: one.userId, role: manager });
    const caller = await callerFor(harness, one);
    const give = (role: string) =>
      callAs(harness, caller, 'team.updateMember', { userId: two.userId, role });
    await expect(give(builder)).rejects.toEqual(REFUSED);
    expect(await give(reader)).toEqual({});
  });

  it('to take the role from the last owner who can log in with a password', async () => {
    const { workspace, members } = await newTeam('owner');
    const [owner] = members;
    const { id: workspaceId } = workspace;
    await addMember(harness, { workspaceId, role: 'owner', hasPassword: false });
    const change = { userId: owner.userId, role: 'admin' };
    const own = callAs(harness, await callerFor(harness, owner), 'team.updateMember', change);
    await expect(own).rejects.toEqual(refusal('unlatch/team/last_owner'));
    expect((await workspace.call('team.updateMember', change)).status).toBe(412);
  });

  it('a person of another workspace as one who does not exist', async () => {
    const { workspace } = await newTeam('owner');
    const theirs = await harness.newWorkspace();
    const { userId } = await addMember(harness, { workspaceId: theirs.id, role: 'analyst' });
    const answers = [];
    for (const id of [userId, 'user_madeup']) {
      const { status, body } = await workspace.call('team.updateMember', {
        userId: id,
        role: 'admin',
      });
      answers.push([status, body.error.detail]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(404);
  });

  it('a role that does not exist, and that of another workspace', async () => {
    const { workspace, members } = await newTeam('owner', 'analyst');
    const theirs = await harness.newWorkspace();
    const made = await theirs.call('team.createRole', { name: 'Theirs', permissions: [] });
    for (const role of ['emperor', made.body.data.roleId]) {
      const request = { userId: members[1]?.userId, role };
      expect((await workspace.call('team.updateMember', request)).status).toBe(404);
    }
  });

  it('a root key that expires, because roles do not', async () => {
    const { workspace, members } = await newTeam('owner', 'analyst');
    const permissions = ['team.*.update_member', 'api.*.read_api'];
    const expires = harness.clock.nowMs() + 60_000;
    const made = await workspace.call('rootKeys.createKey', { permissions, expires });
    const role = await workspace.call('team.createRole', { name: 'Few', permissions: [] });
    const request = { userId: members[1]?.userId, role: role.body.data.roleId };
    const headers = { authorization: `Bearer ${made.body.data.key}` };
    const answer = await workspace.call('team.updateMember', request, { headers });
    expect(answer.status).toBe(403);
    expect(answer.body.error.detail).toContain('the roles of people do not expire');
  });
});

describe('of two at the same moment', () => {
  it('who take the role of an owner from each other, one stays an owner', async () => {
    for (let round = 0; round < 5; round++) {
      const { members, workspace } = await newTeam('owner', 'owner');
      const [one, two] = members;
      const [first, second] = [await callerFor(harness, one), await callerFor(harness, two)];
      const demote = (caller: typeof first, userId: string) =>
        callAs(harness, caller, 'team.updateMember', { userId, role: 'admin' });
      const results = await Promise.allSettled([
        demote(first, two.userId),
        demote(second, one.userId),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const { body } = await workspace.call('team.listMembers', {});
      const roles = body.data.map(({ role }: { role: string }) => role).sort();
      expect(roles).toEqual(['admin', 'owner']);
    }
  });

  it('who each leave their own role of an owner, one stays an owner', async () => {
    const { members, workspace } = await newTeam('owner', 'owner');
    const demotions = members.map(async (member) => {
      const caller = await callerFor(harness, member);
      const change = { userId: member.userId, role: 'analyst' };
      return callAs(harness, caller, 'team.updateMember', change);
    });
    await Promise.allSettled(demotions);
    const { body } = await workspace.call('team.listMembers', {});
    const roles = body.data.map(({ role }: { role: string }) => role).sort();
    expect(roles).toEqual(['analyst', 'owner']);
  });

  it('the one who has just lost the right to do so changes nothing', async () => {
    const { members, roleOf } = await newTeam('owner', 'admin', 'analyst');
    const [owner, admin, other] = members;
    const outdated = await callerFor(harness, admin);
    const change = { userId: admin.userId, role: 'analyst' };
    await callAs(harness, await callerFor(harness, owner), 'team.updateMember', change);
    const late = { userId: other.userId, role: 'developer' };
    await expect(callAs(harness, outdated, 'team.updateMember', late)).rejects.toEqual(REFUSED);
    expect(await roleOf(other.userId)).toBe('analyst');
  });
});
