import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

const CHECK = { namespace: 'sign-in', identifier: 'user_42', limit: 2, duration: 60_000 };
const NAME = { name: 'sign-in' };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('ratelimit.createNamespace', () => {
  it('creates the namespace in which a check of this name then counts', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('ratelimit.createNamespace', NAME);
    const id = body.data.namespaceId;
    await workspace.call('ratelimit.limit', CHECK);
    const byId = await workspace.call('ratelimit.limit', { ...CHECK, namespace: id });
    expect(byId.body.data.remaining).toBe(0);
  });

  it('serves a check that was refused just before because the namespace was missing', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['ratelimit.*.limit']);
    expect((await limited.call('ratelimit.limit', CHECK)).status).toBe(403);
    await workspace.call('ratelimit.createNamespace', NAME);
    expect((await limited.call('ratelimit.limit', CHECK)).status).toBe(200);
  });

  it('refuses a name that is taken, and serves one of many callers at once', async () => {
    const workspace = await harness.newWorkspace();
    const calls = Array.from({ length: 10 }, () =>
      workspace.call('ratelimit.createNamespace', NAME),
    );
    const answers = await Promise.all(calls);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.error.type).toMatch(/\/ratelimit_namespace_already_exists$/);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  it('refuses a name that looks like an id', async () => {
    const workspace = await harness.newWorkspace();
    const { status, body } = await workspace.call('ratelimit.createNamespace', {
      name: 'rlns_mine',
    });
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.name' }]);
  });

  it('refuses a root key that may only act on one namespace', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['ratelimit.rlns_1.create_namespace']);
    const { status, body } = await limited.call('ratelimit.createNamespace', NAME);
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'ratelimit.*.create_namespace'");
  });

  it('lets two workspaces have one name each', async () => {
    const [one, two] = [await harness.newWorkspace(), await harness.newWorkspace()];
    expect((await one.call('ratelimit.createNamespace', NAME)).status).toBe(200);
    expect((await two.call('ratelimit.createNamespace', NAME)).status).toBe(200);
  });

  it('leaves an audit event', async () => {
    const workspace = await harness.newWorkspace();
    let id = '';
    const events = await recordedBy(harness.deps, workspace.id, async () => {
      id = (await workspace.call('ratelimit.createNamespace', NAME)).body.data.namespaceId;
    });
    expect(events).toEqual([
      {
        event: 'ratelimitNamespace.create',
        description: 'Created ratelimit namespace sign-in',
        targets: [{ type: 'ratelimitNamespace', id, name: 'sign-in' }],
      },
    ]);
  });
});

describe('a namespace that is created again after it was deleted', () => {
  async function recreate() {
    const workspace = await harness.newWorkspace();
    const first = await workspace.call('ratelimit.createNamespace', NAME);
    const override = { ...CHECK, identifier: 'user_*', limit: 1 };
    await workspace.call('ratelimit.setOverride', override);
    await workspace.call('ratelimit.limit', CHECK);
    const oldId: string = first.body.data.namespaceId;
    await workspace.call('ratelimit.limit', { ...CHECK, namespace: oldId });
    await workspace.call('ratelimit.deleteNamespace', { namespace: 'sign-in' });
    const again = await workspace.call('ratelimit.createNamespace', NAME);
    return { workspace, oldId, newId: again.body.data.namespaceId as string };
  }

  it('is a new one: with a new id, without the old overrides, counting from zero', async () => {
    const { workspace, oldId, newId } = await recreate();
    expect(newId).not.toBe(oldId);
    const { body } = await workspace.call('ratelimit.listOverrides', { namespace: 'sign-in' });
    expect(body.data).toEqual([]);
    const check = await workspace.call('ratelimit.limit', CHECK);
    expect(check.body.data).toMatchObject({ success: true, limit: 2, remaining: 1 });
    expect(check.body.data).not.toHaveProperty('overrideId');
  });

  it('is no longer known by its old id, so old grants have no effect', async () => {
    const { workspace, oldId, newId } = await recreate();
    const byOldId = await workspace.call('ratelimit.limit', { ...CHECK, namespace: oldId });
    expect(byOldId.status).toBe(404);
    const old = await workspace.newRootKey([`ratelimit.${oldId}.limit`]);
    expect((await old.call('ratelimit.limit', CHECK)).status).toBe(403);
    const current = await workspace.newRootKey([`ratelimit.${newId}.limit`]);
    expect((await current.call('ratelimit.limit', CHECK)).status).toBe(200);
  });

  it('exists once, however many calls create it again at once', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('ratelimit.createNamespace', NAME);
    await workspace.call('ratelimit.deleteNamespace', { namespace: 'sign-in' });
    const calls = Array.from({ length: 10 }, () =>
      workspace.call('ratelimit.createNamespace', NAME),
    );
    const answers = await Promise.all(calls);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });
});
