import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { callAs, callerFor, newTeam } from '../../../../test/members.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

describe('answers', () => {
  it('with a token of which only the hash is stored', async () => {
    const { workspace, members } = await newTeam(harness, ['owner']);
    const caller = await callerFor(harness, members[0]);
    const request = { email: 'New@Example.com', role: 'developer' };
    const made = await callAs(harness, caller, 'team.createInvitation', request);
    expect(made).toEqual({
      invitationId: expect.stringMatching(/^inv_/),
      token: expect.stringMatching(/^[\w-]{24}$/),
      link: null,
      mail: 'none',
      expiresAt: harness.clock.nowMs() + DAY_MS,
    });
    const { body } = await workspace.call('team.listInvitations', {});
    expect(body.data).toEqual([
      {
        invitationId: Object(made).invitationId,
        email: 'New@Example.com',
        role: 'developer',
        roleName: 'Developer',
        invitedBy: { type: 'user', id: members[0].userId, name: members[0].email },
        mail: 'none',
        createdAt: harness.clock.nowMs(),
        expiresAt: harness.clock.nowMs() + DAY_MS,
      },
    ]);
    const rows = await harness.deps.db.selectFrom('invitations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(Object(made).token);
    const events = await readAuditTrail(harness.deps, workspace.id);
    expect(events.find(({ event }) => event === 'invitation.create')).toMatchObject({
      actor_id: members[0].userId,
    });
    expect(JSON.stringify(events)).not.toContain(Object(made).token);
  });

  it('with another token for the same address, in any case, and the earlier one ends', async () => {
    const { workspace } = await newTeam(harness, ['owner']);
    const invite = async (email: string, role: string) =>
      (await workspace.call('team.createInvitation', { email, role })).body.data;
    const first = await invite('again@example.com', 'analyst');
    harness.clock.advance(1);
    const second = await invite('Again@Example.com', 'developer');
    expect(second.token).not.toBe(first.token);
    const { body } = await workspace.call('team.listInvitations', {});
    expect(body.data).toMatchObject([{ invitationId: second.invitationId, role: 'developer' }]);
    const events = (await readAuditTrail(harness.deps, workspace.id)).map(({ event }) => event);
    expect(events.slice(-3)).toEqual([
      'invitation.create',
      'invitation.delete',
      'invitation.create',
    ]);
  });

  it('at once to several for one address, of which one stays', async () => {
    const { workspace } = await newTeam(harness, ['owner']);
    const request = { email: 'busy@example.com', role: 'analyst' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => workspace.call('team.createInvitation', request)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await workspace.call('team.listInvitations', {})).body.data).toHaveLength(1);
  });
});

describe('refuses', () => {
  it.each([
    ['admin', 'owner'],
    ['developer', 'analyst'],
    ['analyst', 'analyst'],
    ['auditor', 'auditor'],
  ])('an %s who would invite an %s', async (inviter, role) => {
    const { members } = await newTeam(harness, ['owner', inviter]);
    const caller = await callerFor(harness, members[1]);
    const request = { email: 'new@example.com', role };
    await expect(callAs(harness, caller, 'team.createInvitation', request)).rejects.toMatchObject({
      code: 'unkey/authorization/insufficient_permissions',
    });
  });

  it('an address of a member, in any case', async () => {
    const { workspace, members } = await newTeam(harness, ['owner']);
    const request = { email: members[0].email.toUpperCase(), role: 'analyst' };
    expect((await workspace.call('team.createInvitation', request)).status).toBe(409);
  });

  it.each(['none', 'a@', '@b', 'a@b@c', 'a b@c', 'a@b\nc'])('%j as no address', async (email) => {
    const { workspace } = await newTeam(harness, []);
    const answer = await workspace.call('team.createInvitation', { email, role: 'analyst' });
    expect(answer.status).toBe(400);
    expect(answer.body.error.errors[0].location).toBe('body.email');
  });

  it('a root key that lacks a right of the role', async () => {
    const { workspace } = await newTeam(harness, []);
    const { call } = await workspace.newRootKey(['team.*.create_invitation', 'api.*.read_api']);
    const request = { email: 'new@example.com', role: 'analyst' };
    const { status, body } = await call('team.createInvitation', request);
    expect(status).toBe(403);
    expect(body.error.detail).toMatch(/^Missing permission: /);
  });
});
