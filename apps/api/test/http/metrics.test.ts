import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/catalogue.js';
import { type Harness, startHarness } from '../harness.js';
import { send } from '../seed.js';
import { parseExposition } from './exposition.js';

const METRICS_TOKEN = 'metrics-token-of-this-test';
const authorization = `Bearer ${METRICS_TOKEN}`;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ METRICS_TOKEN });
});
afterAll(() => harness.stop());

async function scrape() {
  const request = { method: 'GET' as const, url: '/metrics', headers: { authorization } };
  const { statusCode, headers, body } = await harness.app.inject(request);
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parseExposition(body);
}

/** By how much each sample has moved. Samples that have not moved are left out. */
async function movedBy(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = (await scrape()).samples;
  await work();
  const after = (await scrape()).samples;
  const moved = [...after].map(([name, value]) => [name, value - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(moved.filter(([name, by]) => name.startsWith('unlatch_') && by !== 0));
}

describe('GET /metrics', () => {
  it('is valid text, in which every metric of the catalogue is described once', async () => {
    const { described } = await scrape();
    for (const { name, help, type } of METRICS) expect(described.get(name)).toEqual({ help, type });
    expect(described.get('process_resident_memory_bytes')?.type).toBe('gauge');
    expect(described.get('nodejs_eventloop_lag_p99_seconds')?.type).toBe('gauge');
  });

  it('counts exactly what was done', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ credits: { remaining: 2 } });
    const verify = (presented: string) => workspace.call('keys.verifyKey', { key: presented });
    await verify(key);
    const moved = await movedBy(async () => {
      for (const presented of [key, key, 'unknown']) await verify(presented);
      await workspace.call('keys.verifyKey', {});
      await workspace.call('ratelimit.limit', { no: 'such field' });
    });
    expect(moved).toMatchObject({
      'unlatch_requests_total{operation="keys.verifyKey",status="2xx"}': 3,
      'unlatch_requests_total{operation="keys.verifyKey",status="4xx"}': 1,
      'unlatch_requests_total{operation="ratelimit.limit",status="4xx"}': 1,
      'unlatch_request_seconds_count{operation="keys.verifyKey"}': 4,
      'unlatch_request_seconds_bucket{operation="keys.verifyKey",le="+Inf"}': 4,
      'unlatch_verifications_total{code="VALID"}': 1,
      'unlatch_verifications_total{code="USAGE_EXCEEDED"}': 1,
      'unlatch_verifications_total{code="NOT_FOUND"}': 1,
      'unlatch_cache_hits_total{cache="root_keys"}': 5,
      'unlatch_cache_hits_total{cache="keys"}': 2,
      'unlatch_cache_misses_total{cache="keys"}': 1,
      'unlatch_cache_fills_total{cache="keys"}': 1,
      'unlatch_cache_entries{cache="keys"}': 1,
      unlatch_credit_spends_total: 2,
      unlatch_credit_batch_spends_count: 2,
      unlatch_credit_batch_spends_sum: 2,
      unlatch_credit_batch_seconds_count: 2,
    });
  });

  it('has no label for a key, a workspace or an identifier', async () => {
    const workspace = await harness.newWorkspace();
    const { key, keyId } = await workspace.newKey({ externalId: 'user_of_this_test' });
    await workspace.call('keys.verifyKey', { key });
    const request = { method: 'GET' as const, url: '/metrics', headers: { authorization } };
    const { body } = await harness.app.inject(request);
    for (const secret of [key, keyId, workspace.id, 'user_of_this_test', workspace.rootKey]) {
      expect(body).not.toContain(secret);
    }
  });

  it.each([
    ['no token', {}, 401],
    ['another scheme', { authorization: 'Basic abc' }, 401],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401],
    ['a token that is longer', { authorization: `${authorization}x` }, 401],
  ])('refuses %s, and says which token it wants', async (_, headers, status) => {
    const answer = await send(harness.app, { method: 'GET', url: '/metrics', headers });
    expect(answer.status).toBe(status);
    expect(answer.body.error.detail).toContain('METRICS_TOKEN');
    expect(answer.body.error.detail).not.toContain('ROOT_KEY');
  });

  it('refuses a root key, and the API refuses the token', async () => {
    const workspace = await harness.newWorkspace();
    const headers = { authorization: `Bearer ${workspace.rootKey}` };
    const answer = await send(harness.app, { method: 'GET', url: '/metrics', headers });
    expect(answer.status).toBe(401);
    const call = await workspace.call('apis.listApis', {}, { headers: { authorization } });
    expect(call.status).toBe(401);
  });
});

it('is not there without METRICS_TOKEN', async () => {
  const without = await startHarness();
  try {
    const answer = await send(without.app, {
      method: 'GET',
      url: '/metrics',
      headers: { authorization },
    });
    expect(answer.status).toBe(404);
  } finally {
    await without.stop();
  }
});
