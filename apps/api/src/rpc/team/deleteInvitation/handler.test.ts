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

it('ends an invitation, and says so in the audit log', async () => {
  const { workspace } = await newTeam(harness, []);
  const request = { email: 'new@example.com', role: 'analyst' };
  const { body } = await workspace.call('team.createInvitation', request);
  const { invitationId } = body.data;
  expect((await workspace.call('team.deleteInvitation', { invitationId })).status).toBe(200);
  expect((await workspace.call('team.listInvitations', {})).body.data).toEqual([]);
  const events = await readAuditTrail(harness.deps, workspace.id);
  expect(events.find(({ event }) => event === 'invitation.delete')).toMatchObject({
    targets: [{ id: invitationId, name: 'new@example.com' }],
  });
});

describe('refuses', () => {
  it('one that is gone, has expired, or belongs to another workspace, all alike', async () => {
    const { workspace } = await newTeam(harness, []);
    const theirs = await newTeam(harness, []);
    const invite = async (to: typeof workspace) => {
      const request = { email: 'new@example.com', role: 'analyst' };
      return (await to.call('team.createInvitation', request)).body.data.invitationId;
    };
    const expired = await invite(workspace);
    harness.clock.advance(DAY_MS);
    const gone = await invite(workspace);
    await workspace.call('team.deleteInvitation', { invitationId: gone });
    const foreign = await invite(theirs.workspace);
    const details = new Set<string>();
    for (const invitationId of [expired, gone, foreign, 'inv_madeup']) {
      const { status, body } = await workspace.call('team.deleteInvitation', { invitationId });
      expect(status).toBe(404);
      details.add(body.error.detail);
    }
    expect(details.size).toBe(1);
    expect((await theirs.workspace.call('team.listInvitations', {})).body.data).toHaveLength(1);
  });
});
