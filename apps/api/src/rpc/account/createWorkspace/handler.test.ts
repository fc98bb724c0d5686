import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson } from '../../../../test/people.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newMember(role: string) {
  const { deps, clock, newWorkspace } = harness;
  const { id } = await newWorkspace();
  return addPerson(deps.db, { nowMs: clock.nowMs(), roles: { [id]: role } });
}

describe('answers', () => {
  it('makes the person the owner of the new workspace at once', async () => {
    const person = await newMember('owner');
    const call = asPerson(harness.app, person);
    const { body } = await call('account.createWorkspace', { name: 'Käse & Brot' });
    const { workspaceId, slug } = body.data;
    expect(slug).toBe('kase-brot');
    const listed = await asPerson(harness.app, person, workspaceId)('apis.listApis', {});
    expect(listed.status).toBe(200);
    expect(await readAuditTrail(harness.deps, workspaceId)).toMatchObject([
      { event: 'workspace.create', actor_type: 'user', actor_id: person.userId },
    ]);
  });

  it('gives workspaces of one name different slugs, also at once', async () => {
    const call = asPerson(harness.app, await newMember('owner'));
    const made = await Promise.all(
      Array.from({ length: 5 }, () => call('account.createWorkspace', { name: 'Same' })),
    );
    const slugs = made.map(({ body }) => body.data.slug);
    expect(new Set(slugs).size).toBe(5);
    expect(slugs).toContain('same');
  });
});

describe('refuses', () => {
  it.each(['admin', 'developer', 'auditor'])('a person who is %s everywhere', async (role) => {
    const call = asPerson(harness.app, await newMember(role));
    expect((await call('account.createWorkspace', { name: 'Mine' })).status).toBe(403);
  });
});
