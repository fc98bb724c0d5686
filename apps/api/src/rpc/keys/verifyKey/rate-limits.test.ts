import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';

const REQUESTS = { name: 'requests', limit: 2, duration: 60_000, autoApply: true };
const TOKENS = { name: 'tokens', limit: 100, duration: 60_000, autoApply: false };

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

async function verify(key: string, fields: object = {}) {
  return (await workspace.call('keys.verifyKey', { key, ...fields })).body.data;
}

describe('keys.verifyKey with rate limits', () => {
  it('takes the limits that always apply, and then says RATE_LIMITED', async () => {
    const { key } = await workspace.newKey({ ratelimits: [REQUESTS, TOKENS] });
    const first = await verify(key);
    expect(first).toMatchObject({
      code: 'VALID',
      ratelimits: [
        { ...REQUESTS, id: expect.stringMatching(/^rl_/), exceeded: false, remaining: 1 },
      ],
    });
    await verify(key);
    expect(await verify(key)).toMatchObject({
      valid: false,
      code: 'RATE_LIMITED',
      ratelimits: [{ name: 'requests', exceeded: true, remaining: 0 }],
    });
  });

  it('takes named limits at the named cost, besides those that always apply', async () => {
    const { key } = await workspace.newKey({ ratelimits: [REQUESTS, TOKENS] });
    const { ratelimits } = await verify(key, { ratelimits: [{ name: 'tokens', cost: 60 }] });
    expect(ratelimits).toMatchObject([
      { name: 'requests', remaining: 1 },
      { name: 'tokens', remaining: 40 },
    ]);
    const denied = await verify(key, { ratelimits: [{ name: 'tokens', cost: 60 }] });
    expect(denied).toMatchObject({
      code: 'RATE_LIMITED',
      ratelimits: [
        { name: 'requests', exceeded: false, remaining: 1 },
        { name: 'tokens', exceeded: true, remaining: 0 },
      ],
    });
  });

  it('takes a limit that only the request has, and reports it without an id', async () => {
    const { key } = await workspace.newKey();
    const own = { name: 'heavy', limit: 1, duration: 60_000 };
    expect(await verify(key, { ratelimits: [own] })).toMatchObject({
      code: 'VALID',
      ratelimits: [{ ...own, id: '', autoApply: false, exceeded: false }],
    });
    expect((await verify(key, { ratelimits: [own] })).code).toBe('RATE_LIMITED');
  });

  it('denies by a limit of 0 that only the request has', async () => {
    const { key } = await workspace.newKey();
    const blocked = { name: 'heavy', limit: 0, duration: 60_000 };
    expect((await verify(key, { ratelimits: [blocked] })).code).toBe('RATE_LIMITED');
  });

  it('spends no credit when a limit is exceeded, and no limit when the key is refused', async () => {
    const { key } = await workspace.newKey({
      credits: { remaining: 10 },
      permissions: ['docs.read'],
      ratelimits: [REQUESTS],
    });
    await verify(key, { permissions: 'docs.write' });
    expect(await verify(key)).toMatchObject({ code: 'VALID', credits: 9 });
    await verify(key);
    expect(await verify(key)).toMatchObject({ code: 'RATE_LIMITED', credits: 8 });
  });

  it('refuses a name that is not configured with 412, and takes nothing', async () => {
    const { key } = await workspace.newKey({ ratelimits: [REQUESTS] });
    const unknown = { key, ratelimits: [{ name: 'unknown' }] };
    const answer = await workspace.call('keys.verifyKey', unknown);
    expect(answer.status).toBe(412);
    expect(answer.body.error.detail).toContain("Rate limit 'unknown'");
    expect((await verify(key)).ratelimits[0].remaining).toBe(1);
  });

  it('refuses a window under a second with the place of the mistake', async () => {
    const { key } = await workspace.newKey();
    const short = { key, ratelimits: [{ name: 'heavy', limit: 1, duration: 999 }] };
    const { status, body } = await workspace.call('keys.verifyKey', short);
    expect(status).toBe(400);
    expect(body.error.errors[0].location).toBe('body.ratelimits[0].duration');
  });

  it('takes a hundred limits in one request, and refuses one more', async () => {
    const { key } = await workspace.newKey();
    const limits = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ name: `own_${n}`, limit: 2, duration: 60_000 }));
    expect((await verify(key, { ratelimits: limits(100) })).ratelimits).toHaveLength(100);
    const many = { key, ratelimits: limits(101) };
    const { status, body } = await workspace.call('keys.verifyKey', many);
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      { location: 'body.ratelimits', message: 'must NOT have more than 100 items' },
    ]);
  });

  it('lets exactly as many simultaneous requests pass as the limit allows', async () => {
    const { key } = await workspace.newKey({ ratelimits: [{ ...REQUESTS, limit: 25 }] });
    const answers = await Promise.all(Array.from({ length: 100 }, () => verify(key)));
    expect(answers.filter(({ valid }) => valid)).toHaveLength(25);
  });
});
