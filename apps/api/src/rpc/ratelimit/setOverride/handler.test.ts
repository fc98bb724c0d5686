import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type Peer, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import type { Workspace } from '../../../../test/seed.js';

const CHECK = { namespace: 'sign-in', identifier: 'user_42', limit: 2, duration: 60_000 };
const OVERRIDE = { namespace: 'sign-in', identifier: 'user_42', limit: 10, duration: 60_000 };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newNamespace(name = 'sign-in'): Promise<{ workspace: Workspace; id: string }> {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('ratelimit.createNamespace', { name });
  return { workspace, id: body.data.namespaceId };
}

async function check(workspace: Workspace, fields: object = {}) {
  const { body } = await workspace.call('ratelimit.limit', { ...CHECK, ...fields });
  return body.data;
}

describe('ratelimit.setOverride answers', () => {
  it('with the id that the next check names, which counts by the new numbers', async () => {
    const { workspace } = await newNamespace();
    expect(await check(workspace)).toMatchObject({ limit: 2, remaining: 1 });
    const { body } = await workspace.call('ratelimit.setOverride', OVERRIDE);
    const overrideId = body.data.overrideId;
    expect(overrideId).toMatch(/^rlor_/);
    expect(await check(workspace)).toMatchObject({ limit: 10, remaining: 8, overrideId });
    expect(await check(workspace, { identifier: 'user_43' })).not.toHaveProperty('overrideId');
  });

  it('with the same id for new numbers, and continues the count if only the limit is new', async () => {
    const { workspace } = await newNamespace();
    const first = await workspace.call('ratelimit.setOverride', OVERRIDE);
    expect(await check(workspace)).toMatchObject({ limit: 10, remaining: 9 });
    const second = await workspace.call('ratelimit.setOverride', { ...OVERRIDE, limit: 5 });
    expect(second.body.data).toEqual(first.body.data);
    expect(await check(workspace)).toMatchObject({ limit: 5, remaining: 3 });
    await workspace.call('ratelimit.setOverride', { ...OVERRIDE, duration: 30_000 });
    expect(await check(workspace)).toMatchObject({ limit: 10, remaining: 9 });
  });

  it('whether the request has the name of the namespace or its id', async () => {
    const { workspace, id } = await newNamespace();
    await check(workspace, { namespace: id });
    const { body } = await workspace.call('ratelimit.setOverride', { ...OVERRIDE, namespace: id });
    const { overrideId } = body.data;
    expect(await check(workspace)).toMatchObject({ overrideId });
    expect(await check(workspace, { namespace: id })).toMatchObject({ overrideId });
  });

  it('and a limit of 0 lets nothing pass, not even a cost of 0, alone or among others', async () => {
    const { workspace } = await newNamespace();
    await workspace.call('ratelimit.setOverride', { ...OVERRIDE, limit: 0 });
    expect(await check(workspace)).toMatchObject({ success: false, limit: 0, remaining: 0 });
    expect(await check(workspace, { cost: 0 })).toMatchObject({ success: false });
    const other = { ...CHECK, identifier: 'user_43' };
    const { body } = await workspace.call('ratelimit.multiLimit', [CHECK, other]);
    expect(body.data).toMatchObject({
      passed: false,
      limits: [{ passed: false }, { passed: true }],
    });
  });

  it('and the longest possible duration counts like any other', async () => {
    const { workspace } = await newNamespace();
    const duration = Number.MAX_SAFE_INTEGER;
    await workspace.call('ratelimit.setOverride', { ...OVERRIDE, limit: 1, duration });
    expect(await check(workspace)).toMatchObject({ success: true, reset: duration });
    expect(await check(workspace)).toMatchObject({ success: false, reset: duration });
  });

  it('and of several that match the most specific one counts', async () => {
    const { workspace } = await newNamespace();
    const patterns = ['*', 'user_*', '*_4*', 'user_42'];
    for (const [index, identifier] of patterns.entries()) {
      await workspace.call('ratelimit.setOverride', { ...OVERRIDE, identifier, limit: index + 10 });
    }
    const limits = [];
    for (const identifier of ['user_42', 'user_43', 'team_43', 'team_53']) {
      limits.push((await check(workspace, { identifier })).limit);
    }
    expect(limits).toEqual([13, 11, 12, 10]);
  });

  it('and a deleted override works again when it is set again', async () => {
    const { workspace } = await newNamespace();
    await workspace.call('ratelimit.setOverride', OVERRIDE);
    await workspace.call('ratelimit.deleteOverride', {
      namespace: 'sign-in',
      identifier: 'user_42',
    });
    const { body } = await workspace.call('ratelimit.setOverride', OVERRIDE);
    expect(await check(workspace)).toMatchObject({ limit: 10, ...body.data });
  });
});

describe('ratelimit.setOverride refuses', () => {
  it.each(['sign-up', 'rlns_unknown'])(
    '%s, which is no namespace, and makes none',
    async (name) => {
      const { workspace } = await newNamespace();
      const answer = await workspace.call('ratelimit.setOverride', {
        ...OVERRIDE,
        namespace: name,
      });
      expect(answer.status).toBe(404);
      expect(answer.body.error.type).toMatch(/\/ratelimit_namespace_not_found$/);
      const { body } = await workspace.call('ratelimit.listNamespaces', {});
      expect(body.data).toHaveLength(1);
    },
  );

  it('a deleted namespace and one of another workspace like a missing one', async () => {
    const { workspace, id } = await newNamespace();
    const { workspace: foreign } = await newNamespace('other');
    const seen = await foreign.call('ratelimit.setOverride', { ...OVERRIDE, namespace: id });
    await workspace.call('ratelimit.deleteNamespace', { namespace: id });
    const gone = await workspace.call('ratelimit.setOverride', { ...OVERRIDE, namespace: id });
    expect(seen.status).toBe(404);
    expect(gone.status).toBe(404);
    expect(seen.body.error).toEqual(gone.body.error);
  });

  it('a root key that may set overrides in another namespace only', async () => {
    const { workspace, id } = await newNamespace();
    await workspace.call('ratelimit.createNamespace', { name: 'sign-up' });
    const limited = await workspace.newRootKey([`ratelimit.${id}.set_override`]);
    expect((await limited.call('ratelimit.setOverride', OVERRIDE)).status).toBe(200);
    const elsewhere = { ...OVERRIDE, namespace: 'sign-up' };
    expect((await limited.call('ratelimit.setOverride', elsewhere)).status).toBe(403);
  });

  it.each([
    { count: 10_000, pattern: 'customer_', one: 'user_42', said: /^has 10000 overrides,/ },
    { count: 1000, pattern: '*_', one: '*@example.com', said: /^has 1000 overrides with a wild/ },
    {
      count: 20,
      pattern: '*\n_*',
      one: '*@*.example.com',
      said: /^has 20 overrides with text bet/,
    },
  ])('more than $count that begin with $pattern, but not a change', async (bound) => {
    const { workspace, id } = await newNamespace();
    await seedOverrides(workspace, id, bound);
    const full = await workspace.call('ratelimit.setOverride', {
      ...OVERRIDE,
      identifier: bound.one,
    });
    expect(full.status).toBe(400);
    expect(full.body.error.errors).toEqual([
      {
        location: 'body.namespace',
        message: expect.stringMatching(bound.said),
        fix: expect.any(String),
      },
    ]);
    const identifier = `${bound.pattern}1`;
    const change = await workspace.call('ratelimit.setOverride', { ...OVERRIDE, identifier });
    expect(change.status).toBe(200);
    const { body } = await workspace.call('ratelimit.getOverride', {
      namespace: id,
      identifier: bound.one,
    });
    expect(body.error?.type).toMatch(/\/ratelimit_override_not_found$/);
  });
});

describe('ratelimit.setOverride side effects', () => {
  it('an audit event each time, whether it created or changed an override', async () => {
    const { workspace, id } = await newNamespace();
    const ids = new Set<string>();
    const events = await recordedBy(harness.deps, workspace.id, async () => {
      for (const limit of [10, 11]) {
        const { body } = await workspace.call('ratelimit.setOverride', { ...OVERRIDE, limit });
        ids.add(body.data.overrideId);
      }
    });
    const [overrideId] = ids;
    const event = {
      event: 'ratelimit.set_override',
      description: `Set ratelimit override for ${id} and user_42`,
      targets: [{ type: 'ratelimitOverride', id: overrideId, name: 'user_42' }],
    };
    expect(events).toEqual([event, event]);
  });

  it('one override, however many calls set it for one identifier at once', async () => {
    const { workspace } = await newNamespace();
    const calls = Array.from({ length: 10 }, (_, index) =>
      workspace.call('ratelimit.setOverride', { ...OVERRIDE, limit: index }),
    );
    const ids = (await Promise.all(calls)).map(({ body }) => body.data.overrideId);
    expect(new Set(ids).size).toBe(1);
    const { body } = await workspace.call('ratelimit.listOverrides', { namespace: 'sign-in' });
    expect(body.data).toHaveLength(1);
  });
});

describe('another process', () => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await harness.startPeer();
  });
  afterAll(() => peer.stop());

  async function checkThere(workspace: Workspace) {
    return peer.call(workspace.rootKey, 'ratelimit.limit', CHECK);
  }

  /** Calls the operation `name` here, and waits until the other process has received the change. */
  async function change(workspace: Workspace, name: string, body: object) {
    const arrived = peer.nextChange();
    const answer = await workspace.call(`ratelimit.${name}`, body);
    expect(answer.status).toBe(200);
    await arrived;
    return answer.body.data;
  }

  it('applies every change of overrides and namespaces to its next check', async () => {
    const workspace = await harness.newWorkspace();
    const namespaceOnly = { namespace: 'sign-in' };
    await change(workspace, 'createNamespace', { name: 'sign-in' });
    expect((await checkThere(workspace)).body.data).toMatchObject({ limit: 2 });
    await change(workspace, 'setOverride', OVERRIDE);
    expect((await checkThere(workspace)).body.data).toMatchObject({ limit: 10 });
    await change(workspace, 'setOverride', { ...OVERRIDE, limit: 0 });
    expect((await checkThere(workspace)).body.data).toMatchObject({ success: false });
    await change(workspace, 'deleteOverride', { ...namespaceOnly, identifier: 'user_42' });
    expect((await checkThere(workspace)).body.data).toMatchObject({ limit: 2 });
    await change(workspace, 'deleteNamespace', namespaceOnly);
    expect((await checkThere(workspace)).status).toBe(410);
    await change(workspace, 'createNamespace', { name: 'sign-in' });
    expect((await checkThere(workspace)).body.data).toMatchObject({ limit: 2 });
  });
});

async function seedOverrides(
  workspace: Workspace,
  namespaceId: string,
  { count, pattern }: { count: number; pattern: string },
): Promise<void> {
  await sql`
    insert into rate_limit_overrides
      (workspace_id, id, namespace_id, identifier, limit_max, window_ms, created_at_ms)
    select ${workspace.id}, 'rlor_' || number, ${namespaceId}, ${pattern} || number, 1, 1000, 0
    from generate_series(1, ${count}::int) as number`.execute(harness.deps.db);
}
