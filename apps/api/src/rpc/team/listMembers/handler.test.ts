import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addMember, newTeam } from '../../../../test/members.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('with every member and the role, and none of another workspace', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'auditor']);
    await newTeam(harness, ['owner']);
    const { body } = await workspace.call('team.listMembers', {});
    const expected = members.map(({ userId, email }, index) => ({
      userId,
      email,
      name: expect.any(String),
      role: ['owner', 'auditor'][index],
      roleName: ['Owner', 'Auditor'][index],
      hasSecondFactor: false,
      joinedAt: harness.clock.nowMs(),
    }));
    expect(body.data).toHaveLength(2);
    expect(body.data).toEqual(expect.arrayContaining(expected));
  });

  it('with the name of a role of the workspace', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'analyst']);
    const made = await workspace.call('team.createRole', { name: 'Support', permissions: [] });
    const role = made.body.data.roleId;
    await workspace.call('team.updateMember', { userId: members[1].userId, role });
    const { body } = await workspace.call('team.listMembers', { search: members[1].email });
    expect(body.data).toMatchObject([{ role, roleName: 'Support' }]);
  });

  it('by search, in the order of addresses, and with a count', async () => {
    const { workspace } = await newTeam(harness, ['owner']);
    for (const name of ['zoe', 'Adam']) {
      const email = `${name}@${workspace.id}.example`;
      await addMember(harness, { workspaceId: workspace.id, role: 'analyst', email });
    }
    const request = { search: workspace.id, sort: 'email', count: true };
    const { body } = await workspace.call('team.listMembers', request);
    const emails = body.data.map(({ email }: { email: string }) => email.split('@')[0]);
    expect(emails).toEqual(['Adam', 'zoe']);
    expect(body.pagination.total).toEqual({ count: 2, isExact: true });
  });

  it('page by page', async () => {
    const { workspace, members } = await newTeam(harness, ['owner', 'analyst', 'analyst']);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await workspace.call('team.listMembers', { limit: 1, cursor });
      expect(body.data).toHaveLength(1);
      seen.push(body.data[0].userId);
      cursor = body.pagination.cursor;
    } while (cursor !== undefined);
    expect(seen.sort()).toEqual(members.map(({ userId }) => userId).sort());
  });
});
