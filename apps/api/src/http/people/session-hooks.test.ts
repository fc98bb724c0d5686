import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { addPerson, asPerson } from '../../../test/people.js';
import { inTransaction } from '../../store/database/transaction.js';
import { putMembership } from '../../store/people/memberships.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('the workspace of a call', () => {
  it('may be one that another process has just made, before this one has heard of it', async () => {
    const { app, deps, clock } = harness;
    const [old, made] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const nowMs = clock.nowMs();
    const person = await addPerson(deps.db, { nowMs, roles: { [old.id]: 'owner' } });
    const list = (workspaceId: string) =>
      asPerson(app, person, workspaceId)('apis.listApis', {}).then(({ status }) => status);
    // The session is in memory from here on.
    expect(await list(old.id)).toBe(200);
    expect(await list(made.id)).toBe(403);
    const membership = { workspaceId: made.id, userId: person.userId, role: 'owner' };
    await inTransaction(deps.db, (tx) => putMembership(tx, { ...membership, nowMs }));
    expect(await list(made.id)).toBe(200);
  });
});
