import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

/** Small differences from the reference, which docs/compatibility.md lists. */
describe('deliberately', () => {
  it('a permission that an update of a key creates has no description', async () => {
    const { keyId } = await workspace.newKey();
    await workspace.call('keys.updateKey', { keyId, permissions: ['made.here'] });
    const { body } = await workspace.call('permissions.getPermission', { permission: 'made.here' });
    expect(body.data).toEqual({
      id: expect.stringMatching(/^perm_/),
      name: 'made.here',
      slug: 'made.here',
    });
  });

  it('a rule beyond the schema names its place in errors', async () => {
    const { keyId } = await workspace.newKey();
    const credits = { remaining: null, refill: { interval: 'daily', amount: 1 } };
    const answer = await workspace.call('keys.updateKey', { keyId, credits });
    expect(answer.status).toBe(400);
    expect(answer.body.error.errors).toHaveLength(1);
  });

  it('a search knows case but no accents, and finds LIKE wildcards as text', async () => {
    const own = await harness.newWorkspace();
    for (const name of ['Résumé', 'resume', '100%']) {
      await own.call('permissions.createRole', { name });
    }
    const found = async (search: string) => {
      const { body } = await own.call('permissions.listRoles', { search });
      return body.data.map(({ name }: { name: string }) => name);
    };
    expect(await found('RESUME')).toEqual(['resume']);
    expect(await found('%')).toEqual(['100%']);
    expect(await found('\\')).toEqual([]);
  });

  it('roles and permissions are listed in the order in which they were made', async () => {
    const own = await harness.newWorkspace();
    for (const name of ['zeta', 'alpha', 'Beta']) {
      harness.clock.advance(1);
      await own.call('permissions.createRole', { name });
    }
    const { body } = await own.call('permissions.listRoles', {});
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['zeta', 'alpha', 'Beta']);
  });
});
