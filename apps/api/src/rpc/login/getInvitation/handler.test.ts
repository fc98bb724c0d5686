import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson, callFromPage } from '../../../../test/people.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

async function invite(email: string, role = 'analyst') {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('team.createInvitation', { email, role });
  return { workspace, token: body.data.token as string, id: body.data.invitationId as string };
}

const look = (token: string) => callFromPage(harness.app, 'login.getInvitation', { token });

describe('answers the holder of the link', () => {
  it('with what the invitation is for', async () => {
    const { token } = await invite('look@example.com', 'developer');
    expect((await look(token)).body.data).toEqual({
      email: 'look@example.com',
      workspaceName: 'Test',
      roleName: 'Developer',
      invitedBy: 'Test root key',
      acceptance: 'newAccount',
      expiresAt: harness.clock.nowMs() + DAY_MS,
    });
  });

  it('with what accepting takes, by who is logged in', async () => {
    const nowMs = harness.clock.nowMs();
    const invited = await addPerson(harness.deps.db, { nowMs, email: 'known@example.com' });
    const other = await addPerson(harness.deps.db, { nowMs });
    const { token } = await invite('Known@Example.com');
    expect((await look(token)).body.data.acceptance).toBe('logIn');
    const as = async (person: typeof invited) =>
      (await asPerson(harness.app, person)('login.getInvitation', { token })).body.data.acceptance;
    expect(await as(invited)).toBe('confirm');
    expect(await as(other)).toBe('otherAccount');
  });
});

describe('refuses alike', () => {
  it('a link that is made up, deleted, replaced or too old, or of a disabled workspace', async () => {
    const deleted = await invite('deleted@example.com');
    await deleted.workspace.call('team.deleteInvitation', { invitationId: deleted.id });
    const replaced = await invite('replaced@example.com');
    const again = { email: 'replaced@example.com', role: 'analyst' };
    await replaced.workspace.call('team.createInvitation', again);
    const disabled = await invite('disabled@example.com');
    await harness.deps.db
      .updateTable('workspaces')
      .set({ enabled: false })
      .where('id', '=', disabled.workspace.id)
      .execute();
    const old = await invite('old@example.com');
    harness.clock.advance(DAY_MS);
    const details = new Set<string>();
    for (const token of ['madeup', deleted.token, replaced.token, disabled.token, old.token]) {
      const { status, body } = await look(token);
      expect(status).toBe(410);
      details.add(body.error.detail);
    }
    expect(details.size).toBe(1);
  });
});
