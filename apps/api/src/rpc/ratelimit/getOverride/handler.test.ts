import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';

const NUMBERS = { limit: 10, duration: 60_000 };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** A namespace with these overrides. Returns their ids in the same order. */
async function newNamespace(...identifiers: readonly string[]) {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('ratelimit.createNamespace', { name: 'sign-in' });
  const ids: string[] = [];
  for (const identifier of identifiers) {
    const override = { namespace: 'sign-in', identifier, ...NUMBERS };
    const answer = await workspace.call('ratelimit.setOverride', override);
    ids.push(answer.body.data.overrideId);
  }
  return { workspace, namespaceId: body.data.namespaceId as string, ids };
}

function get(caller: Pick<Workspace, 'call'>, identifier: string, namespace = 'sign-in') {
  return caller.call('ratelimit.getOverride', { namespace, identifier });
}

describe('ratelimit.getOverride', () => {
  it('shows the override as it was set', async () => {
    const { workspace, ids } = await newNamespace('user_42');
    const { body } = await get(workspace, 'user_42');
    expect(body.data).toEqual({ overrideId: ids[0], identifier: 'user_42', ...NUMBERS });
  });

  it('finds an override by its exact text first, and else the one that counts', async () => {
    const { workspace, namespaceId } = await newNamespace('*', 'user_*', 'user_4*');
    const found = async (identifier: string) =>
      (await get(workspace, identifier, namespaceId)).body.data.identifier;
    expect(await found('*')).toBe('*');
    expect(await found('user_*')).toBe('user_*');
    expect(await found('user_42')).toBe('user_4*');
    expect(await found('team')).toBe('*');
  });

  it('gives the same answer for a missing override and for one that may not be read', async () => {
    const { workspace, namespaceId } = await newNamespace('user_42');
    const blind = await workspace.newRootKey([
      'ratelimit.*.set_override',
      'ratelimit.rlns_other.read_override',
    ]);
    const [hidden, missing] = [await get(blind, 'user_42'), await get(blind, 'user_43')];
    expect(hidden.status).toBe(404);
    expect(JSON.stringify(hidden.body.error)).toBe(JSON.stringify(missing.body.error));
    const sighted = await workspace.newRootKey([`ratelimit.${namespaceId}.read_override`]);
    expect((await get(sighted, 'user_43')).body.error).toEqual(missing.body.error);
    expect((await get(sighted, 'user_42')).status).toBe(200);
  });

  it('accepts a grant on the one override, and on all of the workspace', async () => {
    const { workspace, namespaceId, ids } = await newNamespace('user_42', 'user_43');
    const namespace = `unkey:v1:${workspace.id}:ratelimits/namespaces/${namespaceId}`;
    const one = await workspace.newRootKey([`${namespace}/overrides/${ids[0]}#read_override`]);
    expect((await get(one, 'user_42')).status).toBe(200);
    expect((await get(one, 'user_43')).status).toBe(404);
    const all = await workspace.newRootKey([
      `unkey:v1:${workspace.id}:ratelimits/**#read_override`,
    ]);
    expect((await get(all, 'user_43')).status).toBe(200);
  });

  it('refuses foreign and deleted namespaces like missing ones', async () => {
    const { workspace, namespaceId } = await newNamespace('user_42');
    const { workspace: foreign } = await newNamespace('user_42');
    const seen = await get(foreign, 'user_42', namespaceId);
    await workspace.call('ratelimit.deleteNamespace', { namespace: namespaceId });
    const gone = await get(workspace, 'user_42');
    expect([seen.status, gone.status]).toEqual([404, 404]);
    expect(seen.body.error.type).toMatch(/\/ratelimit_namespace_not_found$/);
    expect(seen.body.error).toEqual(gone.body.error);
  });
});
