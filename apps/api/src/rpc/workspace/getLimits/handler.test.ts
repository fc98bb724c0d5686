import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { setQuota, setWorkspaceLimit } from '../../../../test/rows.js';
import { send } from '../../../../test/seed.js';
import { inTransaction } from '../../../store/database/transaction.js';
import { ensureEventPartitions, eventDay } from '../../../store/events/event-partitions.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('workspace.getLimits answers', () => {
  it('with every quota, its default and the number of things that are not deleted', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId } = await workspace.newKey({ externalId: 'user_1', permissions: ['a', 'b'] });
    const { keyId } = await workspace.newKey({ apiId });
    await workspace.call('keys.deleteKey', { keyId });
    const { body } = await workspace.call('workspace.getLimits', {});
    expect(body.data).toEqual({
      apiBillableOperationsCountMaxPerMonth: { limit: null, current: 0 },
      apiRequestsCountMaxPerMinute: { limit: null },
      logsRetentionDaysMax: { limit: 30 },
      logsAuditRetentionDaysMax: { limit: 90 },
      logdrainsMax: { limit: 0, current: 0 },
      keysMax: { limit: 10_000_000, current: 1 },
      identitiesMax: { limit: 10_000_000, current: 1 },
      permissionsMax: { limit: 10_000, current: 2 },
      rolesMax: { limit: 10_000, current: 0 },
      apisMax: { limit: 10_000, current: 1 },
      rootKeysMax: { limit: 10_000, current: 1 },
      migrationsMax: { limit: 1000, current: 0 },
      namespacesMax: { limit: 10_000, current: 0 },
      overridesMax: { limit: 100_000, current: 0 },
    });
  });

  it('with the quotas and the request limit of this workspace', async () => {
    const workspace = await harness.newWorkspace();
    const { id } = workspace;
    await setQuota(harness.deps, { workspaceId: id, kind: 'keys', max: 5 });
    await setQuota(harness.deps, { workspaceId: id, kind: 'roles', max: null });
    await setWorkspaceLimit(harness.deps, { id, requestsPerMinute: 600 });
    const { body } = await workspace.call('workspace.getLimits', {});
    expect(body.data).toMatchObject({
      apiRequestsCountMaxPerMinute: { limit: 600 },
      keysMax: { limit: 5, current: 0 },
      rolesMax: { limit: null, current: 0 },
    });
  });

  it('with what is billable of this month: VALID verifications and passed limit checks', async () => {
    const workspace = await harness.newWorkspace();
    const { db, clock } = harness.deps;
    const now = new Date(clock.nowMs());
    const startMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
    const hour = { workspace_id: workspace.id, latency_us: 0 };
    const verified = { ...hour, api_id: 'api', key_id: 'key', identity_id: '', spent_credits: 0 };
    const checked = { ...hour, namespace_id: 'rlns', count: 9, cost: '9', passed_cost: '5' };
    const days = [startMs - 1, startMs].map(eventDay);
    await inTransaction(db, (tx) => ensureEventPartitions(tx, days));
    await db
      .insertInto('verifications_per_hour')
      .values([
        { ...verified, hour_ms: startMs, code: 'VALID', count: 7 },
        { ...verified, hour_ms: startMs, code: 'EXPIRED', count: 100 },
        { ...verified, hour_ms: startMs - 3_600_000, code: 'VALID', count: 100 },
      ])
      .execute();
    await db
      .insertInto('limit_checks_per_hour')
      .values({ ...checked, hour_ms: startMs, identifier: 'user_1', passed: 5 })
      .execute();
    const { body } = await workspace.call('workspace.getLimits', {});
    expect(body.data.apiBillableOperationsCountMaxPerMonth).toEqual({ limit: null, current: 12 });
  });

  it('a request without a body and without a content type, as published clients send it', async () => {
    const workspace = await harness.newWorkspace();
    const { status, body } = await send(harness.app, {
      method: 'POST',
      url: '/v2/workspace.getLimits',
      headers: { authorization: `Bearer ${workspace.rootKey}` },
    });
    expect(status).toBe(200);
    expect(body.data.rootKeysMax).toEqual({ limit: 10_000, current: 1 });
  });

  it.each(['workspace.*.read_workspace', 'unkey:v1:{workspace}:limits#read'])(
    'a root key with %s',
    async (permission) => {
      const workspace = await harness.newWorkspace();
      const { call } = await workspace.newRootKey([
        permission.replace('{workspace}', workspace.id),
      ]);
      expect((await call('workspace.getLimits', {})).status).toBe(200);
    },
  );
});

describe('workspace.getLimits refuses', () => {
  it('a field that it does not know', async () => {
    const workspace = await harness.newWorkspace();
    expect((await workspace.call('workspace.getLimits', { all: true })).status).toBe(400);
  });
});
