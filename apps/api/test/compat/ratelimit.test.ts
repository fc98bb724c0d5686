import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENTS, type Client, names, readList, type Server, startServer } from './clients.js';

const WINDOW_MS = 60_000;

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(CLIENTS)('rate limits through $name', ({ connect, errors }) => {
  let unkey: Client;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
  });

  it('let through as much as they say', async () => {
    const check = { namespace: 'sign-in', identifier: 'user', limit: 3, duration: WINDOW_MS };
    const { data: first } = await unkey.ratelimit.limit({ ...check, cost: 2 });
    expect(first).toMatchObject({ success: true, limit: 3, remaining: 1 });
    expect(first.reset).toBeGreaterThan(server.harness.clock.nowMs());
    const { data: second } = await unkey.ratelimit.limit({ ...check, cost: 2 });
    expect(second.success).toBe(false);
    const { data: third } = await unkey.ratelimit.limit(check);
    expect(third).toMatchObject({ success: true, remaining: 0 });
  });

  it('are checked together, all or nothing', async () => {
    const requests = { namespace: 'requests', identifier: 'user', limit: 10, duration: WINDOW_MS };
    const tokens = { namespace: 'tokens', identifier: 'user', limit: 50, duration: WINDOW_MS };
    const { data: passed } = await unkey.ratelimit.multiLimit([requests, { ...tokens, cost: 40 }]);
    expect(passed).toMatchObject({
      passed: true,
      limits: [
        { namespace: 'requests', identifier: 'user', passed: true, remaining: 9 },
        { namespace: 'tokens', passed: true, remaining: 10 },
      ],
    });
    const { data: refused } = await unkey.ratelimit.multiLimit([requests, { ...tokens, cost: 40 }]);
    expect(refused).toMatchObject({
      passed: false,
      limits: [{ passed: true, remaining: 9 }, { passed: false }],
    });
  });

  it('are overridden for one identifier or for all that match', async () => {
    const namespace = 'overridden';
    const check = { namespace, limit: 1, duration: WINDOW_MS };
    await unkey.ratelimit.limit({ ...check, identifier: 'first@example.com' });
    const override = { identifier: '*@example.com', limit: 100, duration: WINDOW_MS };
    const { data: set } = await unkey.ratelimit.setOverride({ namespace, ...override });
    const { data: limited } = await unkey.ratelimit.limit({
      ...check,
      identifier: 'a@example.com',
    });
    expect(limited).toMatchObject({ success: true, limit: 100, overrideId: set.overrideId });
    const { data: shown } = await unkey.ratelimit.getOverride({
      namespace,
      identifier: '*@example.com',
    });
    expect(shown).toEqual({ overrideId: set.overrideId, ...override });
    const { data: deleted } = await unkey.ratelimit.deleteOverride({
      namespace,
      identifier: '*@example.com',
    });
    expect(deleted).toEqual({});
    const gone = await unkey.ratelimit
      .getOverride({ namespace, identifier: '*@example.com' })
      .catch((reason: unknown) => reason);
    expect(gone).toBeInstanceOf(errors.NotFoundErrorResponse);
  });

  it('list their overrides page by page', async () => {
    const namespace = 'listed';
    await unkey.ratelimit.limit({ namespace, identifier: 'a', limit: 1, duration: WINDOW_MS });
    const identifiers = names(5, 'user_');
    for (const identifier of identifiers) {
      const override = { identifier, limit: 5, duration: WINDOW_MS };
      await unkey.ratelimit.setOverride({ namespace, ...override });
    }
    const listed = await readList(unkey.ratelimit.listOverrides({ namespace, limit: 2 }));
    expect(listed.map(({ identifier }) => identifier).sort()).toEqual(identifiers);
  });
});
