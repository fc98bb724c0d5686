import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { callAs, callerFor, newTeam } from '../../../../test/members.js';
import { readAuditTrail, setQuota } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('makes a role that members can have, with an audit event', async () => {
  const { workspace, members } = await newTeam(harness, ['owner', 'analyst']);
  const permissions = ['api.api_1.read_api', 'api.api_1.read_key', 'api.api_1.read_api'];
  const request = { name: 'Support', description: 'For tickets', permissions };
  const made = await workspace.call('team.createRole', request);
  const { roleId } = made.body.data;
  await workspace.call('team.updateMember', { userId: members[1].userId, role: roleId });
  const { grants } = await callerFor(harness, members[1]);
  expect([...grants.tuples]).toEqual(['api.api_1.read_api', 'api.api_1.read_key']);
  const events = await readAuditTrail(harness.deps, workspace.id);
  expect(events.find(({ event }) => event === 'teamRole.create')).toMatchObject({
    targets: [{ type: 'teamRole', id: roleId, name: 'Support' }],
  });
});

describe('refuses', () => {
  it('permissions that the caller does not hold', async () => {
    const { members } = await newTeam(harness, ['owner', 'admin']);
    const caller = await callerFor(harness, members[1]);
    const create = (permissions: string[]) =>
      callAs(harness, caller, 'team.createRole', { name: 'More', permissions });
    await expect(create(['team.*.manage_owners'])).rejects.toMatchObject({
      code: 'unkey/authorization/insufficient_permissions',
    });
    expect(await create(['team.*.update_member'])).toMatchObject({ roleId: expect.any(String) });
  });

  it('permissions that no operation asks for, each with its place', async () => {
    const { workspace } = await newTeam(harness, []);
    const permissions = ['api.*.read_api', 'api.*.reed_api', `unkey:v1:ws_other:**#*`];
    const { status, body } = await workspace.call('team.createRole', { name: 'X', permissions });
    expect(status).toBe(400);
    const places = body.error.errors.map(({ location }: { location: string }) => location);
    expect(places).toEqual(['body.permissions[1]', 'body.permissions[2]']);
  });

  it.each(['support', 'Owner', 'ＡＤＭＩＮ'])('the name %s, which is taken', async (name) => {
    const { workspace } = await newTeam(harness, []);
    await workspace.call('team.createRole', { name: 'Support', permissions: [] });
    const { status } = await workspace.call('team.createRole', { name, permissions: [] });
    expect(status).toBe(409);
  });

  it('more roles than the quota of the workspace', async () => {
    const { workspace } = await newTeam(harness, []);
    await setQuota(harness.deps, { workspaceId: workspace.id, kind: 'teamRoles', max: 1 });
    const create = (name: string) => workspace.call('team.createRole', { name, permissions: [] });
    expect((await create('One')).status).toBe(200);
    const { status, body } = await create('Two');
    expect(status).toBe(403);
    expect(body.error.detail).toContain('at most 1 roles of members');
  });
});
