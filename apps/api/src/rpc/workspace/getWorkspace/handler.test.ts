import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('workspace.getWorkspace', () => {
  it('shows the workspace of the root key', async () => {
    const workspace = await harness.newWorkspace();
    await harness.newWorkspace();
    const { body } = await workspace.call('workspace.getWorkspace', {});
    expect(body.data).toEqual({
      id: workspace.id,
      name: 'Test',
      projectId: workspace.id.replace('ws_', 'proj_'),
      logRetentionDays: 30,
      auditRetentionDays: 90,
      strictRights: false,
      createdAt: harness.clock.nowMs(),
    });
  });

  it('refuses a root key without the right', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['workspace.*.update_workspace']);
    const { status, body } = await limited.call('workspace.getWorkspace', {});
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'workspace.*.read_workspace'");
  });
});
