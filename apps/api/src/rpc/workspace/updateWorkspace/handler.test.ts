import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';
import { createAuditRetentionJob } from '../../../engine/jobs/audit-retention-job.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('workspace.updateWorkspace', () => {
  it('answers with the workspace after the change: absent leaves, null clears', async () => {
    const workspace = await harness.newWorkspace();
    const update = (changes: object) => workspace.call('workspace.updateWorkspace', changes);
    const nowMs = harness.clock.nowMs();
    const kept = { name: 'Weather Inc', logRetentionDays: 7, auditRetentionDays: 365 };
    const projectId = workspace.id.replace('ws_', 'proj_');
    const times = { createdAt: nowMs, updatedAt: nowMs };
    const rest = { id: workspace.id, projectId, ...times, strictRights: false };
    const limited = { ...rest, ...kept, apiRequestsPerMinute: 6000 };
    const all = await update({ ...kept, apiRequestsPerMinute: 6000 });
    expect(all.body.data).toEqual(limited);
    expect((await update({})).body.data).toEqual(limited);
    const unlimited = await update({ apiRequestsPerMinute: null });
    expect(unlimited.body.data).toEqual({ ...rest, ...kept });
    const shown = await workspace.call('workspace.getWorkspace', {});
    expect(shown.body.data).toEqual({ ...rest, ...kept });
  });

  it('keeps both of two changes at once', async () => {
    const workspace = await harness.newWorkspace();
    await Promise.all([
      workspace.call('workspace.updateWorkspace', { name: 'Weather Inc' }),
      workspace.call('workspace.updateWorkspace', { logRetentionDays: 7 }),
    ]);
    const shown = await workspace.call('workspace.getWorkspace', {});
    expect(shown.body.data).toMatchObject({ name: 'Weather Inc', logRetentionDays: 7 });
  });

  it('keeps what is older than a lower retention for seven days, and shows when it ends', async () => {
    const workspace = await harness.newWorkspace();
    const DAY_MS = 24 * 60 * 60 * 1000;
    await workspace.call('apis.createApi', { name: 'Long ago' });
    harness.clock.advance(40 * DAY_MS);
    const seen = async () => {
      const { body } = await workspace.call('auditLogs.listAuditLogs', { events: ['api.create'] });
      const { db, clock } = harness.deps;
      await createAuditRetentionJob({ db, clock, onFailed: () => undefined }).run();
      return body.data.length;
    };
    const lowered = await workspace.call('workspace.updateWorkspace', { auditRetentionDays: 30 });
    expect(lowered.body.data).toMatchObject({
      auditRetentionDays: 30,
      auditRetentionFrom: harness.clock.nowMs() + 7 * DAY_MS,
    });
    const limits = await workspace.call('workspace.getLimits', {});
    expect(limits.body.data.logsAuditRetentionDaysMax).toEqual({ limit: 90 });
    harness.clock.advance(7 * DAY_MS - 1);
    expect(await seen()).toBe(1);
    harness.clock.advance(1);
    expect(await seen()).toBe(0);
    const { body } = await workspace.call('workspace.getWorkspace', {});
    expect(body.data.auditRetentionFrom).toBeUndefined();
  });

  it('refuses to keep audit events for less than the operator has set', async () => {
    const workspace = await harness.newWorkspace();
    const body = { auditRetentionDays: 29 };
    const answer = await workspace.call('workspace.updateWorkspace', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.errors).toEqual([
      {
        location: 'body.auditRetentionDays',
        message: 'must be at least 30, which the operator has set',
      },
    ]);
  });

  it('refuses a limit of 0, which no request could undo', async () => {
    const workspace = await harness.newWorkspace();
    const body = { apiRequestsPerMinute: 0 };
    const answer = await workspace.call('workspace.updateWorkspace', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.errors[0].location).toBe('body.apiRequestsPerMinute');
  });

  it('refuses a root key without the right', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['workspace.*.read_workspace']);
    const answer = await limited.call('workspace.updateWorkspace', { name: 'Stolen' });
    expect(answer.status).toBe(403);
  });

  it('leaves an audit event with the new settings', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('workspace.updateWorkspace', { name: 'Weather Inc' });
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail).toMatchObject([
      {
        event: 'workspace.update',
        description: `Updated workspace ${workspace.id}`,
        targets: [
          {
            type: 'workspace',
            id: workspace.id,
            name: 'Weather Inc',
            meta: { name: 'Weather Inc' },
          },
        ],
      },
    ]);
  });
});
