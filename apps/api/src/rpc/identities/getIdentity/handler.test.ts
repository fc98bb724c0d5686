import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newIdentity(workspace: Workspace, externalId: string): Promise<string> {
  const { body } = await workspace.call('identities.createIdentity', { externalId });
  return body.data.identityId;
}

describe('identities.getIdentity answers', () => {
  it('to the id and to the external id alike, without empty fields', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newIdentity(workspace, 'user_42');
    for (const identity of [id, 'user_42']) {
      const { body } = await workspace.call('identities.getIdentity', { identity });
      expect(body.data).toEqual({ id, externalId: 'user_42' });
    }
  });

  it('with the identity of that id when it is the external id of another', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newIdentity(workspace, 'user_42');
    await newIdentity(workspace, id);
    const { body } = await workspace.call('identities.getIdentity', { identity: id });
    expect(body.data).toEqual({ id, externalId: 'user_42' });
  });

  it('to a root key with a right on this identity, or by URN on all', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newIdentity(workspace, 'user_42');
    const rights = [
      `identity.${id}.read_identity`,
      `unkey:v1:${workspace.id}:projects/*/identities/*#read_identity`,
    ];
    for (const right of rights) {
      const reader = await workspace.newRootKey([right]);
      const answer = await reader.call('identities.getIdentity', { identity: 'user_42' });
      expect(answer.status).toBe(200);
    }
  });
});

describe('identities.getIdentity refuses', () => {
  it('an identity of another workspace like a missing one', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const id = await newIdentity(workspace, 'user_42');
    const answers = [id, 'user_42', 'id_missing', '%'].map((identity) =>
      other.call('identities.getIdentity', { identity }),
    );
    const errors = (await Promise.all(answers)).map(({ body }) => body.error);
    expect(errors.map((error) => error.status)).toEqual([404, 404, 404, 404]);
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1);
  });

  it('a root key with a right on another identity, once the identity is found', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newIdentity(workspace, 'user_42');
    const reader = await workspace.newRootKey([
      'identity.user_42.read_identity',
      `unkey:v1:${workspace.id}:projects/p/identities/${id}#read_identity`,
    ]);
    const existing = await reader.call('identities.getIdentity', { identity: 'user_42' });
    const missing = await reader.call('identities.getIdentity', { identity: 'user_43' });
    expect([existing.status, missing.status]).toEqual([403, 404]);
    expect(existing.body.error.detail).toContain(`identity.${id}.read_identity`);
  });
});
