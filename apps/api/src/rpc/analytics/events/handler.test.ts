import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { recordUsage } from '../../../../test/usage.js';

let harness: Harness;
let workspace: Workspace;
let apiId: string;
let atMs: number;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  apiId = await workspace.newApi();
  const { body } = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
  const { identityId } = body.data;
  atMs = harness.clock.nowMs() - 1000;
  const ids = ['req_a', 'req_b', 'req_c', 'req_d', 'req_e'];
  await recordUsage(harness, workspace, {
    verifications: ids.map((requestId, index) => ({
      requestId,
      apiId,
      // Two of one millisecond.
      timeMs: atMs + Math.min(index, 3),
      ...(index === 0 ? { identityId, tags: ['a', 'b'], spentCredits: 3, latencyUs: 1234 } : {}),
      ...(index === 1 ? { code: 'RATE_LIMITED' } : {}),
    })),
  });
});
afterAll(() => harness.stop());

const list = async (fields: object = {}) => (await workspace.call('analytics.events', fields)).body;
const idsOf = ({ data }: { data: { requestId: string }[] }) =>
  data.map(({ requestId }) => requestId);

describe('analytics.events answers', () => {
  it('with single verifications, the newest first', async () => {
    const { data } = await list();
    expect(idsOf({ data })).toEqual(['req_e', 'req_d', 'req_c', 'req_b', 'req_a']);
    expect(data.at(-1)).toEqual({
      requestId: 'req_a',
      time: atMs,
      apiId,
      keyId: 'key_1',
      identityId: expect.stringMatching(/^id_/),
      externalId: 'user_42',
      outcome: 'VALID',
      tags: ['a', 'b'],
      spentCredits: 3,
      latencyMs: 1.234,
    });
    expect(data[0]).not.toHaveProperty('identityId');
  });

  it('with each once, page after page, also those of one millisecond', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list({ limit: 1, cursor });
      seen.push(...idsOf(page));
      cursor = page.pagination.cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(['req_e', 'req_d', 'req_c', 'req_b', 'req_a']);
  });

  it('with those that pass every filter, tags too', async () => {
    expect(idsOf(await list({ tags: ['b', 'z'] }))).toEqual(['req_a']);
    expect(idsOf(await list({ outcomes: ['RATE_LIMITED'] }))).toEqual(['req_b']);
    expect(idsOf(await list({ externalIds: ['user_42'] }))).toEqual(['req_a']);
    expect(idsOf(await list({ requestId: 'req_c' }))).toEqual(['req_c']);
    expect(idsOf(await list({ from: atMs, to: atMs + 2 }))).toEqual(['req_b', 'req_a']);
    expect(idsOf(await list({ apiIds: ['api_unknown'] }))).toEqual([]);
  });

  it('with nothing that the caller may not read', async () => {
    const { call } = await workspace.newRootKey(['api.api_other.read_analytics']);
    expect((await call('analytics.events', {})).body.data).toEqual([]);
  });
});

describe('analytics.events refuses', () => {
  it('a cursor that it did not give', async () => {
    const { body } = await workspace.call('analytics.events', { cursor: 'x'.repeat(40) });
    expect(body.error.errors[0].location).toBe('body.cursor');
  });
});
