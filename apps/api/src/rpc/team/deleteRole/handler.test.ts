import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { newTeam } from '../../../../test/members.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

async function newRole() {
  const team = await newTeam(harness, ['owner', 'analyst']);
  const request = { name: 'Support', permissions: ['api.*.read_api'] };
  const made = await team.workspace.call('team.createRole', request);
  return { ...team, roleId: made.body.data.roleId as string };
}

it('deletes a role that is not in use, with an audit event that has its permissions', async () => {
  const { workspace, roleId } = await newRole();
  expect((await workspace.call('team.deleteRole', { roleId })).status).toBe(200);
  expect((await workspace.call('team.listRoles', {})).body.data).toHaveLength(5);
  const events = await readAuditTrail(harness.deps, workspace.id);
  expect(events.find(({ event }) => event === 'teamRole.delete')).toMatchObject({
    targets: [{ id: roleId, meta: { permissions: ['api.*.read_api'] } }],
  });
});

describe('refuses', () => {
  it('one that a member has', async () => {
    const { workspace, members, roleId } = await newRole();
    await workspace.call('team.updateMember', { userId: members[1].userId, role: roleId });
    expect((await workspace.call('team.deleteRole', { roleId })).status).toBe(412);
  });

  it('one that an invitation promises, until the invitation has expired', async () => {
    const { workspace, roleId } = await newRole();
    const request = { email: 'new@example.com', role: roleId };
    await workspace.call('team.createInvitation', request);
    expect((await workspace.call('team.deleteRole', { roleId })).status).toBe(412);
    harness.clock.advance(DAY_MS);
    expect((await workspace.call('team.deleteRole', { roleId })).status).toBe(200);
  });

  it('a built-in role, and one of another workspace', async () => {
    const { workspace } = await newRole();
    const theirs = await newRole();
    for (const roleId of ['owner', theirs.roleId]) {
      expect((await workspace.call('team.deleteRole', { roleId })).status).toBe(404);
    }
  });
});

it('of a deletion and a member who gets the role at the same moment, one is refused', async () => {
  for (let round = 0; round < 5; round++) {
    const { workspace, members, roleId } = await newRole();
    const statuses = await Promise.all([
      workspace.call('team.deleteRole', { roleId }),
      workspace.call('team.updateMember', { userId: members[1].userId, role: roleId }),
    ]);
    expect(statuses.filter(({ status }) => status === 200)).toHaveLength(1);
  }
});
