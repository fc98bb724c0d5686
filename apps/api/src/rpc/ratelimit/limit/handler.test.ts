import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

const CHECK = { namespace: 'sign-in', identifier: 'user_42', limit: 2, duration: 60_000 };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('ratelimit.limit answers', () => {
  it('counts down to the limit, then denies with 200 and counts no further', async () => {
    const workspace = await harness.newWorkspace();
    const answers = [];
    for (let call = 0; call < 4; call++)
      answers.push(await workspace.call('ratelimit.limit', CHECK));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const seen = answers.map(({ body }) => [body.data.success, body.data.remaining]);
    expect(seen).toEqual([
      [true, 1],
      [true, 0],
      [false, 0],
      [false, 0],
    ]);
  });

  it('says when the window ends, and lets requests pass again as it slides', async () => {
    const workspace = await harness.newWorkspace();
    const first = await workspace.call('ratelimit.limit', { ...CHECK, limit: 1 });
    const windowEndMs = (Math.floor(harness.clock.nowMs() / 60_000) + 1) * 60_000;
    expect(first.body.data).toEqual({ success: true, limit: 1, remaining: 0, reset: windowEndMs });
    harness.clock.set(windowEndMs + 60_000);
    const later = await workspace.call('ratelimit.limit', { ...CHECK, limit: 1 });
    expect(later.body.data.success).toBe(true);
  });

  it('takes the cost that the request names, and nothing for a cost of 0', async () => {
    const workspace = await harness.newWorkspace();
    const spend = await workspace.call('ratelimit.limit', { ...CHECK, limit: 10, cost: 7 });
    expect(spend.body.data.remaining).toBe(3);
    const look = await workspace.call('ratelimit.limit', { ...CHECK, limit: 10, cost: 0 });
    expect(look.body.data).toMatchObject({ success: true, remaining: 3 });
  });

  it('counts identifiers, namespaces and workspaces separately', async () => {
    const [one, two] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const only = { ...CHECK, limit: 1 };
    const answers = [
      await one.call('ratelimit.limit', only),
      await one.call('ratelimit.limit', { ...only, identifier: 'user_43' }),
      await one.call('ratelimit.limit', { ...only, namespace: 'sign-up' }),
      await two.call('ratelimit.limit', only),
    ];
    expect(answers.every(({ body }) => body.data.success)).toBe(true);
  });

  it('accepts the namespace by its id as well as by its name', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('ratelimit.limit', { ...CHECK, limit: 2 });
    const { id } = await harness.deps.db
      .selectFrom('rate_limit_namespaces')
      .select('id')
      .where('workspace_id', '=', workspace.id)
      .executeTakeFirstOrThrow();
    const byId = await workspace.call('ratelimit.limit', { ...CHECK, namespace: id });
    expect(byId.body.data.remaining).toBe(0);
  });
});

describe('ratelimit.limit refuses', () => {
  it('an unknown id, which must not become the name of a namespace', async () => {
    const workspace = await harness.newWorkspace();
    const answer = await workspace.call('ratelimit.limit', { ...CHECK, namespace: 'rlns_unknown' });
    expect(answer.status).toBe(404);
    expect(answer.body.error.type).toMatch(/\/ratelimit_namespace_not_found$/);
  });

  it.each([
    { lacks: 'ratelimit.*.limit', holds: ['ratelimit.*.create_namespace'] },
    { lacks: 'ratelimit.*.create_namespace', holds: ['ratelimit.*.limit'] },
  ])('to make a namespace without $lacks, and makes none', async ({ holds }) => {
    const workspace = await harness.newWorkspace({ permissions: holds });
    const answer = await workspace.call('ratelimit.limit', CHECK);
    expect(answer.status).toBe(403);
    const made = await harness.deps.db
      .selectFrom('rate_limit_namespaces')
      .select('id')
      .where('workspace_id', '=', workspace.id)
      .execute();
    expect(made).toEqual([]);
  });
});

describe('ratelimit.limit side effects', () => {
  it('creates one namespace and one audit event, however many checks name it first', async () => {
    const workspace = await harness.newWorkspace();
    const checks = Array.from({ length: 20 }, () => workspace.call('ratelimit.limit', CHECK));
    const answers = await Promise.all(checks);
    expect(answers.filter(({ body }) => body.data.success)).toHaveLength(2);
    const events = await harness.deps.db
      .selectFrom('audit_events')
      .select('event')
      .where('workspace_id', '=', workspace.id)
      .execute();
    expect(events).toEqual([{ event: 'ratelimitNamespace.create' }]);
  });
});
