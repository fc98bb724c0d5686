import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('workspaces.updateWorkspace', () => {
  it('answers with the workspace after the change: absent leaves, null clears', async () => {
    const workspace = await harness.newWorkspace();
    const update = (changes: object) => workspace.call('workspaces.updateWorkspace', changes);
    const nowMs = harness.clock.nowMs();
    const kept = { name: 'Weather Inc', logRetentionDays: 7, auditRetentionDays: 365 };
    const rest = { id: workspace.id, createdAt: nowMs, updatedAt: nowMs };
    const limited = { ...rest, ...kept, apiRequestsPerMinute: 6000 };
    const all = await update({ ...kept, apiRequestsPerMinute: 6000 });
    expect(all.body.data).toEqual(limited);
    expect((await update({})).body.data).toEqual(limited);
    const unlimited = await update({ apiRequestsPerMinute: null });
    expect(unlimited.body.data).toEqual({ ...rest, ...kept });
    const shown = await workspace.call('workspaces.getWorkspace', {});
    expect(shown.body.data).toEqual({ ...rest, ...kept });
  });

  it('keeps both of two changes at once', async () => {
    const workspace = await harness.newWorkspace();
    await Promise.all([
      workspace.call('workspaces.updateWorkspace', { name: 'Weather Inc' }),
      workspace.call('workspaces.updateWorkspace', { logRetentionDays: 7 }),
    ]);
    const shown = await workspace.call('workspaces.getWorkspace', {});
    expect(shown.body.data).toMatchObject({ name: 'Weather Inc', logRetentionDays: 7 });
  });

  it('refuses a limit of 0, which no request could undo', async () => {
    const workspace = await harness.newWorkspace();
    const body = { apiRequestsPerMinute: 0 };
    const answer = await workspace.call('workspaces.updateWorkspace', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.errors[0].location).toBe('body.apiRequestsPerMinute');
  });

  it('refuses a root key without the right', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['workspace.*.read_workspace']);
    const answer = await limited.call('workspaces.updateWorkspace', { name: 'Stolen' });
    expect(answer.status).toBe(403);
  });

  it('leaves an audit event with the new settings', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('workspaces.updateWorkspace', { name: 'Weather Inc' });
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
