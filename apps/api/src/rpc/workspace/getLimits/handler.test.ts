import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addBillableDay, setQuota, setWorkspaceLimit } from '../../../../test/rows.js';
import { send } from '../../../../test/seed.js';

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
      membersMax: { limit: 1000, current: 0 },
      invitationsMax: { limit: 1000, current: 0 },
      teamRolesMax: { limit: 100, current: 0 },
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
    const now = new Date(harness.clock.nowMs());
    const startMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
    const dayMs = 24 * 60 * 60 * 1000;
    for (const [kind, day, count] of [
      ['verification', startMs - dayMs, 100],
      ['verification', startMs, 7],
      ['limit_check', startMs, 5],
    ] as const) {
      const row = { workspaceId: workspace.id, kind, dayMs: day, count };
      await addBillableDay(harness.deps, row);
    }
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
