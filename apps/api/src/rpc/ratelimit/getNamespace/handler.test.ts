import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newNamespace() {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('ratelimit.createNamespace', { name: 'sign-in' });
  return { workspace, id: body.data.namespaceId as string };
}

describe('ratelimit.getNamespace', () => {
  it('shows the namespace by its name and by its id', async () => {
    const { workspace, id } = await newNamespace();
    for (const namespace of ['sign-in', id]) {
      const { body } = await workspace.call('ratelimit.getNamespace', { namespace });
      expect(body.data).toEqual({ id, name: 'sign-in', createdAt: harness.clock.nowMs() });
    }
  });

  it('refuses without the right to this namespace', async () => {
    const { workspace, id } = await newNamespace();
    const request = { namespace: 'sign-in' };
    const blind = await workspace.newRootKey(['ratelimit.*.limit']);
    expect((await blind.call('ratelimit.getNamespace', request)).status).toBe(403);
    const sighted = await workspace.newRootKey([`ratelimit.${id}.read_namespace`]);
    expect((await sighted.call('ratelimit.getNamespace', request)).status).toBe(200);
  });

  it('refuses foreign and deleted namespaces like missing ones', async () => {
    const { workspace, id } = await newNamespace();
    const foreign = await harness.newWorkspace();
    const seen = await foreign.call('ratelimit.getNamespace', { namespace: id });
    await workspace.call('ratelimit.deleteNamespace', { namespace: id });
    const gone = await workspace.call('ratelimit.getNamespace', { namespace: 'sign-in' });
    expect(seen.status).toBe(404);
    expect(seen.body.error).toEqual(gone.body.error);
  });
});
