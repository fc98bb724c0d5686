import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

const REQUESTS = { namespace: 'requests', identifier: 'user_42', limit: 2, duration: 60_000 };
const TOKENS = {
  namespace: 'tokens',
  identifier: 'user_42',
  limit: 100,
  duration: 60_000,
  cost: 60,
};

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('ratelimit.multiLimit', () => {
  it('takes all limits, and answers in the order of the request', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('ratelimit.multiLimit', [TOKENS, REQUESTS]);
    expect(body.data).toMatchObject({
      passed: true,
      limits: [
        { namespace: 'tokens', identifier: 'user_42', passed: true, limit: 100, remaining: 40 },
        { namespace: 'requests', identifier: 'user_42', passed: true, limit: 2, remaining: 1 },
      ],
    });
  });

  it('counts nothing at all when one of them is exceeded', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('ratelimit.multiLimit', [REQUESTS, TOKENS]);
    const denied = await workspace.call('ratelimit.multiLimit', [REQUESTS, TOKENS]);
    expect(denied.body.data).toMatchObject({
      passed: false,
      limits: [
        { passed: true, remaining: 1 },
        { passed: false, remaining: 0 },
      ],
    });
    const look = await workspace.call('ratelimit.multiLimit', [{ ...REQUESTS, cost: 0 }]);
    expect(look.body.data.limits[0].remaining).toBe(1);
  });

  it('counts a counter that is named twice for each time that it is named', async () => {
    const workspace = await harness.newWorkspace();
    const twice = [REQUESTS, REQUESTS];
    expect((await workspace.call('ratelimit.multiLimit', twice)).body.data.passed).toBe(true);
    expect((await workspace.call('ratelimit.multiLimit', twice)).body.data.passed).toBe(false);
  });

  it('refuses the whole call when the right to one namespace is missing', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('ratelimit.multiLimit', [REQUESTS, TOKENS]);
    const { id } = await harness.deps.db
      .selectFrom('rate_limit_namespaces')
      .select('id')
      .where('workspace_id', '=', workspace.id)
      .where('name', '=', 'requests')
      .executeTakeFirstOrThrow();
    const limited = await workspace.newRootKey([`ratelimit.${id}.limit`]);
    expect((await limited.call('ratelimit.multiLimit', [REQUESTS])).status).toBe(200);
    expect((await limited.call('ratelimit.multiLimit', [REQUESTS, TOKENS])).status).toBe(403);
  });

  it('locates a violation by its position in the list', async () => {
    const workspace = await harness.newWorkspace();
    const { status, body } = await workspace.call('ratelimit.multiLimit', [
      REQUESTS,
      { ...TOKENS, limit: 0 },
    ]);
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([{ location: 'body[1].limit', message: 'must be >= 1' }]);
  });
});
