import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addMember, callAs, callerFor, newTeam } from '../../../../test/members.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('by taking the person out, who keeps the account', async () => {
    const { workspace, members, readRoles } = await newTeam(harness, ['owner', 'analyst']);
    const [owner, other] = members;
    const caller = await callerFor(harness, owner);
    await callAs(harness, caller, 'team.removeMember', { userId: other.userId });
    expect([...(await readRoles()).keys()]).toEqual([owner.userId]);
    const events = await readAuditTrail(harness.deps, workspace.id);
    expect(events.find(({ event }) => event === 'member.delete')).toMatchObject({
      actor_id: owner.userId,
    });
    const users = await harness.deps.db
      .selectFrom('users')
      .select('id')
      .where('id', '=', other.userId)
      .execute();
    expect(users).toHaveLength(1);
  });

  it('without touching the root keys that the person has created', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'owner']);
    const [, other] = members;
    const made = await callAs(harness, await callerFor(harness, other), 'rootKeys.createKey', {
      permissions: ['api.*.read_api'],
    });
    await workspace.call('team.removeMember', { userId: other.userId });
    const headers = { authorization: `Bearer ${Object(made).key}` };
    expect((await workspace.call('apis.listApis', {}, { headers })).status).toBe(200);
  });

  it('by ending the invitations of the person', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'admin']);
    const invitation = { email: 'invited@example.com', role: 'analyst' };
    const admin = await callerFor(harness, members[1]);
    await callAs(harness, admin, 'team.createInvitation', invitation);
    await workspace.call('team.removeMember', { userId: members[1].userId });
    expect((await workspace.call('team.listInvitations', {})).body.data).toEqual([]);
  });
});

describe('refuses', () => {
  it('to remove the last owner who can log in with a password', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'admin']);
    const part = { workspaceId: workspace.id, role: 'owner', hasPassword: false };
    await addMember(harness, part);
    const answer = await workspace.call('team.removeMember', { userId: members[0].userId });
    expect(answer.status).toBe(412);
  });

  it('an admin who would remove an owner, but not one who removes an admin', async () => {
    const { members } = await newTeam(harness, ['owner', 'owner', 'admin', 'admin']);
    const caller = await callerFor(harness, members[2]);
    const remove = (userId: string) => callAs(harness, caller, 'team.removeMember', { userId });
    await expect(remove(members[0].userId)).rejects.toMatchObject({
      code: 'unkey/authorization/insufficient_permissions',
    });
    expect(await remove(members[3].userId)).toEqual({});
  });

  it('what a removed person does, although its request came with older rights', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'admin']);
    const outdated = await callerFor(harness, members[1]);
    await workspace.call('team.removeMember', { userId: members[1].userId });
    const requests: [string, object][] = [
      ['team.createInvitation', { email: 'late@example.com', role: 'analyst' }],
      ['team.createRole', { name: 'Late', permissions: [] }],
      ['rootKeys.createKey', { permissions: [] }],
    ];
    for (const [name, body] of requests) {
      await expect(callAs(harness, outdated, name, body), name).rejects.toMatchObject({
        code: 'unkey/authorization/forbidden',
      });
    }
  });
});

describe('of two owners who remove each other at the same moment', () => {
  it('one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const { members, readRoles } = await newTeam(harness, ['owner', 'owner']);
      const [one, two] = members;
      const [first, second] = [await callerFor(harness, one), await callerFor(harness, two)];
      const results = await Promise.allSettled([
        callAs(harness, first, 'team.removeMember', { userId: two.userId }),
        callAs(harness, second, 'team.removeMember', { userId: one.userId }),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect([...(await readRoles()).values()]).toEqual(['owner']);
    }
  });
});
