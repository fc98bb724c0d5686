import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { callAs, callerFor, newTeam } from '../../../../test/members.js';
import { readAuditTrail } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newRole(permissions: readonly string[]) {
  const team = await newTeam(harness, ['owner', 'analyst']);
  const { workspace, members } = team;
  const made = await workspace.call('team.createRole', { name: 'Support', permissions });
  const { roleId } = made.body.data;
  await workspace.call('team.updateMember', { userId: members[1].userId, role: roleId });
  return { ...team, roleId, change: (fields: object) => update(workspace, roleId, fields) };
}

function update({ call }: Pick<Workspace, 'call'>, roleId: string, fields: object) {
  return call('team.updateRole', { roleId, ...fields });
}

describe('answers', () => {
  it('by changing what every member with the role may do', async () => {
    const { members, change } = await newRole(['api.*.read_api']);
    expect((await change({ permissions: ['api.*.create_api'] })).status).toBe(200);
    const { grants } = await callerFor(harness, members[1]);
    expect([...grants.tuples]).toEqual(['api.*.create_api']);
  });

  it('by leaving what is not sent, and clearing what is null', async () => {
    const { workspace, roleId, change } = await newRole(['api.*.read_api']);
    await change({ name: 'Help', description: 'For tickets' });
    await change({ description: null });
    const { body } = await workspace.call('team.listRoles', {});
    expect(body.data.at(-1)).toMatchObject({
      id: roleId,
      name: 'Help',
      description: null,
      permissions: ['api.*.read_api'],
    });
  });

  it('with an audit event that has what was given and taken, and none if nothing was', async () => {
    const { workspace, change } = await newRole(['api.*.read_api']);
    await change({ permissions: ['api.*.create_api'] });
    await change({ permissions: ['api.*.create_api'], name: 'Support' });
    const events = await readAuditTrail(harness.deps, workspace.id);
    expect(events.filter(({ event }) => event === 'teamRole.update')).toMatchObject([
      {
        targets: [
          {
            meta: {
              permissionsAdded: ['api.*.create_api'],
              permissionsRemoved: ['api.*.read_api'],
            },
          },
        ],
      },
    ]);
  });

  it('by ending the invitations of members who lose a permission by it', async () => {
    const permissions = ['team.*.create_invitation', 'api.*.read_api'];
    const { workspace, members, roleId, change } = await newRole(permissions);
    const caller = await callerFor(harness, members[1]);
    const invitation = { email: 'new@example.com', role: roleId };
    await callAs(harness, caller, 'team.createInvitation', invitation);
    await change({ permissions: ['api.*.read_api'] });
    expect((await workspace.call('team.listInvitations', {})).body.data).toEqual([]);
  });
});

describe('refuses', () => {
  it('permissions that the caller does not hold, so no member widens the own role', async () => {
    const permissions = ['team.*.update_role', 'api.*.read_api'];
    const { members, roleId } = await newRole(permissions);
    const caller = await callerFor(harness, members[1]);
    const widen = { roleId, permissions: [...permissions, 'api.*.create_api'] };
    await expect(callAs(harness, caller, 'team.updateRole', widen)).rejects.toMatchObject({
      code: 'unkey/authorization/insufficient_permissions',
    });
  });

  it('a built-in role, and one of another workspace', async () => {
    const { workspace } = await newRole([]);
    const theirs = await newRole([]);
    for (const roleId of ['admin', theirs.roleId, 'teamrole_madeup']) {
      expect((await update(workspace, roleId, { name: 'Mine' })).status).toBe(404);
    }
  });

  it('a name that another role has', async () => {
    const { workspace, change } = await newRole([]);
    await workspace.call('team.createRole', { name: 'Taken', permissions: [] });
    expect((await change({ name: 'taken' })).status).toBe(409);
    expect((await change({ name: 'SUPPORT' })).status).toBe(200);
  });
});
