import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { newTeam } from '../../../../test/members.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

interface Listed {
  readonly id: string;
  readonly permissions: readonly string[];
}

describe('answers', () => {
  it('with the built-in roles and those of the workspace, each with its members', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'analyst', 'analyst']);
    const theirs = await newTeam(harness, []);
    await theirs.workspace.call('team.createRole', { name: 'Theirs', permissions: [] });
    const permissions = ['api.*.read_api'];
    const made = await workspace.call('team.createRole', { name: 'Support', permissions });
    const role = made.body.data.roleId;
    await workspace.call('team.updateMember', { userId: members[2].userId, role });
    const { body } = await workspace.call('team.listRoles', {});
    expect(body.data).toMatchObject([
      { id: 'admin', name: 'Admin', builtIn: true, members: 0 },
      { id: 'analyst', builtIn: true, members: 1 },
      { id: 'auditor', builtIn: true, members: 0 },
      { id: 'developer', builtIn: true, members: 0 },
      { id: 'owner', builtIn: true, members: 1 },
      { id: role, name: 'Support', description: null, builtIn: false, permissions, members: 1 },
    ]);
  });

  it('with the permissions of the built-in roles in this workspace', async () => {
    const { workspace } = await newTeam(harness, []);
    const { body } = await workspace.call('team.listRoles', {});
    const owner = body.data.find(({ id }: Listed) => id === 'owner');
    expect(owner.permissions).toContain(`unkey:v1:${workspace.id}:**#*`);
  });

  it('page by page, without a gap between the built-in ones and the others', async () => {
    const { workspace } = await newTeam(harness, []);
    for (const name of ['One', 'Two', 'Three']) {
      harness.clock.advance(1);
      await workspace.call('team.createRole', { name, permissions: [] });
    }
    const whole = await workspace.call('team.listRoles', {});
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await workspace.call('team.listRoles', { limit: 3, cursor });
      ids.push(...body.data.map(({ id }: Listed) => id));
      cursor = body.pagination.cursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(whole.body.data.map(({ id }: Listed) => id));
    expect(ids).toHaveLength(8);
  });
});
