import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson } from '../../../../test/people.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newPerson(role: string, passwordHash?: string) {
  const workspace = await harness.newWorkspace();
  const nowMs = harness.clock.nowMs();
  const roles = { [workspace.id]: role };
  const hash = passwordHash === undefined ? {} : { passwordHash };
  const person = await addPerson(harness.deps.db, { nowMs, roles, ...hash });
  const leave = (workspaceId = workspace.id) =>
    asPerson(harness.app, person)('account.leaveWorkspace', { workspaceId });
  return { workspace, person, leave };
}

it('takes the person out at once, and the audit log of the workspace says so', async () => {
  const { workspace, person, leave } = await newPerson('developer');
  expect((await leave()).status).toBe(200);
  const call = asPerson(harness.app, person, workspace.id);
  expect((await call('apis.listApis', {})).status).toBe(403);
  expect((await call('account.getAccount', {})).status).toBe(200);
  const events = await readAuditTrail(harness.deps, workspace.id);
  expect(events.find(({ event }) => event === 'member.delete')).toMatchObject({
    actor_id: person.userId,
    description: `${person.email} left the workspace`,
  });
});

describe('refuses', () => {
  it('the last owner', async () => {
    const { leave } = await newPerson('owner', 'no password has this hash');
    expect((await leave()).status).toBe(412);
  });

  it('a workspace of others as one that does not exist', async () => {
    const { leave } = await newPerson('analyst');
    const theirs = await newPerson('owner');
    const foreign = await leave(theirs.workspace.id);
    const missing = await leave('ws_madeup');
    expect([foreign.status, foreign.body.error.detail]).toEqual([
      missing.status,
      missing.body.error.detail,
    ]);
    expect(foreign.status).toBe(403);
  });
});

it('of two owners who leave at the same moment, one stays', async () => {
  const one = await newPerson('owner', 'no password has this hash');
  const nowMs = harness.clock.nowMs();
  const { id } = one.workspace;
  const other = await addPerson(harness.deps.db, {
    nowMs,
    roles: { [id]: 'owner' },
    passwordHash: 'no password has this hash',
  });
  const answers = await Promise.all([
    one.leave(),
    asPerson(harness.app, other)('account.leaveWorkspace', { workspaceId: id }),
  ]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
});
