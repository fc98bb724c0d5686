import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { newTeam } from '../../../../test/members.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

describe('answers', () => {
  it('with the open invitations of the workspace by age, and none that has expired', async () => {
    const { workspace } = await newTeam(harness, []);
    const theirs = await newTeam(harness, []);
    const invite = (to: typeof workspace, email: string) =>
      to.call('team.createInvitation', { email, role: 'analyst' });
    await invite(workspace, 'old@example.com');
    harness.clock.advance(1000);
    await invite(workspace, 'middle@example.com');
    harness.clock.advance(1000);
    await invite(workspace, 'new@example.com');
    await invite(theirs.workspace, 'other@example.com');
    harness.clock.advance(DAY_MS - 2000);
    const { body } = await workspace.call('team.listInvitations', {});
    const emails = body.data.map(({ email }: { email: string }) => email);
    expect(emails).toEqual(['middle@example.com', 'new@example.com']);
  });

  it('page by page', async () => {
    const { workspace } = await newTeam(harness, []);
    for (const email of ['one@example.com', 'two@example.com']) {
      harness.clock.advance(1);
      await workspace.call('team.createInvitation', { email, role: 'analyst' });
    }
    const first = await workspace.call('team.listInvitations', { limit: 1 });
    const { cursor } = first.body.pagination;
    const second = await workspace.call('team.listInvitations', { limit: 1, cursor });
    expect(first.body.data[0].email).toBe('one@example.com');
    expect(second.body.data[0].email).toBe('two@example.com');
    expect(second.body.pagination.hasMore).toBe(false);
  });
});
