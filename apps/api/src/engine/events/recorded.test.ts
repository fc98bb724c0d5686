import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSumsToMatch, readLimitChecks, readVerifications } from '../../../test/events.js';
import { type Harness, startHarness } from '../../../test/harness.js';
import { disableWorkspace, updateApi } from '../../../test/rows.js';
import type { Workspace } from '../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** The verifications that the work has recorded, once they are written. */
async function verificationsOf(workspace: Workspace) {
  await harness.deps.recorder.flush();
  return readVerifications(harness.deps.db, workspace.id);
}

async function limitChecksOf(workspace: Workspace) {
  await harness.deps.recorder.flush();
  return readLimitChecks(harness.deps.db, workspace.id);
}

const LIMIT = { namespace: 'requests', identifier: 'user_42', limit: 2, duration: 60_000 };

describe('every answered verification leaves exactly one event', () => {
  it('with all that is known about it', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key, apiId } = await workspace.newKey({
      externalId: 'user_42',
      credits: { remaining: 10 },
    });
    const request = { key, tags: ['path=/docs', 'ü"\\\n'], credits: { cost: 3 } };
    const { body } = await workspace.call('keys.verifyKey', request);
    expect(await verificationsOf(workspace)).toEqual([
      {
        workspace_id: workspace.id,
        time_ms: harness.clock.nowMs(),
        request_id: body.meta.requestId,
        api_id: apiId,
        key_id: keyId,
        identity_id: body.data.identity.id,
        code: 'VALID',
        tags: request.tags,
        spent_credits: 3,
        latency_us: 0,
      },
    ]);
  });

  it('whatever the code', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    await updateApi(harness.deps, apiId, { ip_allow_list: ['203.0.113.0/24'] });
    const ip = '203.0.113.9';
    const nowMs = harness.clock.nowMs();
    const limit = { name: 'requests', limit: 0, duration: 60_000 };
    const cases: readonly [string, object, object][] = [
      ['DISABLED', { enabled: false }, {}],
      ['EXPIRED', { expires: nowMs - 1 }, {}],
      ['FORBIDDEN', {}, { ip: '198.51.100.1' }],
      ['INSUFFICIENT_PERMISSIONS', {}, { permissions: 'admin' }],
      ['NOT_FOUND', {}, { key: 'prod_madeup' }],
      ['RATE_LIMITED', { credits: { remaining: 5 } }, { ratelimits: [limit] }],
      ['USAGE_EXCEEDED', { credits: { remaining: 5 } }, { credits: { cost: 6 } }],
      ['VALID', {}, {}],
    ];
    const keyIds = new Map<string, string>();
    const before = { ...harness.deps.recorder.stats.verifications };
    for (const [code, fields, request] of cases) {
      const { keyId, key } = await workspace.newKey({ apiId });
      await workspace.call('keys.updateKey', { keyId, ...fields });
      keyIds.set(code, code === 'NOT_FOUND' ? '' : keyId);
      const { body } = await workspace.call('keys.verifyKey', { key, ip, ...request });
      expect(body.data.code).toBe(code);
    }
    const records = await verificationsOf(workspace);
    expect(new Map(records.map((record) => [record.code, record.key_id]))).toEqual(keyIds);
    expect(records.map((record) => record.spent_credits)).toEqual(cases.map(() => 0));
    const counted = Object.entries(harness.deps.recorder.stats.verifications).map(
      ([code, count]) => count - before[code as keyof typeof before],
    );
    expect(counted).toEqual(cases.map(() => 1));
  });

  it('which names no key that the caller may not verify, and no owner of it', async () => {
    const [workspace, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const { key: foreign } = await other.newKey();
    const { key: hidden } = await workspace.newKey();
    const limited = await workspace.newRootKey(['api.api_other.verify_key']);
    await workspace.call('keys.verifyKey', { key: foreign });
    await limited.call('keys.verifyKey', { key: hidden });
    expect(await verificationsOf(other)).toEqual([]);
    const nameless = { code: 'NOT_FOUND', api_id: '', key_id: '', identity_id: '' };
    expect(await verificationsOf(workspace)).toMatchObject([nameless, nameless]);
  });

  it('but a verification that only repeats a stored response leaves none', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ credits: { remaining: 10 } });
    const headers = { 'idempotency-key': 'once' };
    for (let time = 0; time < 3; time++) {
      await workspace.call('keys.verifyKey', { key }, { headers });
    }
    expect(await verificationsOf(workspace)).toMatchObject([{ code: 'VALID', spent_credits: 1 }]);
  });

  it('and a refused request leaves none', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    await workspace.call('keys.verifyKey', { key, permissions: 'AND' });
    await workspace.call('keys.verifyKey', { key, ratelimits: [{ name: 'unknown' }] });
    await disableWorkspace(harness.deps, workspace.id);
    await workspace.call('keys.verifyKey', { key });
    expect(await verificationsOf(workspace)).toEqual([]);
  });

  it('with the replacement character in the place of half a surrogate pair', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    await workspace.call('keys.verifyKey', { key, tags: ['a\ud800b', '\\ud800'] });
    const [record] = await verificationsOf(workspace);
    expect(record?.tags).toEqual(['a\ufffdb', '\\ud800']);
  });
});

describe('every limit check leaves exactly one event', () => {
  it('passed or denied, with the override that counted', async () => {
    const workspace = await harness.newWorkspace();
    const { body: first } = await workspace.call('ratelimit.limit', LIMIT);
    const { body: namespace } = await workspace.call('ratelimit.getNamespace', {
      namespace: LIMIT.namespace,
    });
    const override = { namespace: 'requests', identifier: 'vip', limit: 1, duration: 1000 };
    const { body: set } = await workspace.call('ratelimit.setOverride', override);
    const vip = { ...LIMIT, identifier: 'vip', cost: 5 };
    const { body: second } = await workspace.call('ratelimit.limit', vip);
    const shared = {
      workspace_id: workspace.id,
      time_ms: harness.clock.nowMs(),
      item: 0,
      namespace_id: namespace.data.id,
      latency_us: 0,
    };
    const records = await limitChecksOf(workspace);
    expect(records).toHaveLength(2);
    expect(records).toContainEqual({
      ...shared,
      request_id: first.meta.requestId,
      identifier: 'user_42',
      passed: true,
      cost: 1,
      limit_max: 2,
      remaining: 1,
      reset_at_ms: first.data.reset,
      override_id: '',
    });
    expect(records).toContainEqual({
      ...shared,
      request_id: second.meta.requestId,
      identifier: 'vip',
      passed: false,
      cost: 5,
      limit_max: 1,
      remaining: 0,
      reset_at_ms: second.data.reset,
      override_id: set.data.overrideId,
    });
  });

  it('one for each item of a batch, all with the same time', async () => {
    const workspace = await harness.newWorkspace();
    const before = { ...harness.deps.recorder.stats.limitChecks };
    const request = [LIMIT, { ...LIMIT, namespace: 'tokens', cost: 3 }];
    await workspace.call('ratelimit.multiLimit', request);
    const records = await limitChecksOf(workspace);
    const time_ms = harness.clock.nowMs();
    expect(records).toMatchObject([
      { time_ms, item: 0, passed: true, remaining: 2 },
      { time_ms, item: 1, passed: false, remaining: 0 },
    ]);
    const { passed, denied } = harness.deps.recorder.stats.limitChecks;
    expect([passed - before.passed, denied - before.denied]).toEqual([1, 1]);
  });

  it.each([
    ['ratelimit.limit', LIMIT],
    ['ratelimit.multiLimit', [LIMIT]],
  ])('unless %s comes with X-Unkey-Metrics: disabled', async (name, request) => {
    const workspace = await harness.newWorkspace();
    await workspace.call(name, request, { headers: { 'x-unkey-metrics': 'disabled' } });
    await workspace.call(name, request, { headers: { 'x-unkey-metrics': 'Disabled' } });
    expect(await limitChecksOf(workspace)).toHaveLength(1);
  });

  it('and the limits of a key leave none of their own', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    const ratelimits = [{ name: 'requests', limit: 1, duration: 1000 }];
    const headers = { 'x-unkey-metrics': 'disabled' };
    await workspace.call('keys.verifyKey', { key, ratelimits }, { headers });
    expect(await limitChecksOf(workspace)).toEqual([]);
    expect(await verificationsOf(workspace)).toHaveLength(1);
  });
});

describe('lastUsedAt', () => {
  it('is the time of the last verification that knew the key, valid or not', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key, apiId } = await workspace.newKey();
    const shown = async () => {
      await harness.deps.recorder.flush();
      const { body } = await workspace.call('keys.getKey', { keyId });
      const { body: list } = await workspace.call('apis.listKeys', { apiId });
      const { body: who } = await workspace.call('keys.whoami', { key });
      expect(list.data[0].lastUsedAt).toBe(body.data.lastUsedAt);
      expect(who.data.lastUsedAt).toBe(body.data.lastUsedAt);
      return body.data.lastUsedAt;
    };
    expect(await shown()).toBeUndefined();
    await workspace.call('keys.verifyKey', { key });
    const first = harness.clock.nowMs();
    expect(await shown()).toBe(first);
    harness.clock.advance(1234);
    await workspace.call('keys.verifyKey', { key, permissions: 'admin' });
    expect(await shown()).toBe(first + 1234);
    harness.clock.advance(1000);
    const blind = await workspace.newRootKey(['api.api_other.verify_key']);
    await blind.call('keys.verifyKey', { key });
    expect(await shown()).toBe(first + 1234);
  });

  it('is removed with the key, even if that happens before the event is written', async () => {
    const workspace = await harness.newWorkspace();
    const [early, late] = [await workspace.newKey(), await workspace.newKey()];
    await workspace.call('keys.verifyKey', { key: early.key });
    await harness.deps.recorder.flush();
    await workspace.call('keys.verifyKey', { key: late.key });
    for (const { keyId } of [early, late]) {
      await workspace.call('keys.deleteKey', { keyId, permanent: true });
    }
    expect(await verificationsOf(workspace)).toHaveLength(2);
    const used = await harness.deps.db
      .selectFrom('key_last_used')
      .selectAll()
      .where('workspace_id', '=', workspace.id)
      .execute();
    expect(used).toEqual([]);
  });
});

it('sums per hour equal a count over all events', async () => {
  await harness.deps.recorder.flush();
  await expectSumsToMatch(harness.deps.db);
});
