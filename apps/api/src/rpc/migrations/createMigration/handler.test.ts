import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const REQUEST = { name: 'Old system', algorithm: 'github.com/seamapi/prefixed-api-key' };

describe('migrations.createMigration', () => {
  it('creates another migration each time, whatever its name', async () => {
    const workspace = await harness.newWorkspace();
    const first = await workspace.call('migrations.createMigration', REQUEST);
    const second = await workspace.call('migrations.createMigration', REQUEST);
    expect(first.body.data).toEqual({ migrationId: expect.stringMatching(/^mig_/) });
    expect(second.body.data.migrationId).not.toBe(first.body.data.migrationId);
  });

  it('refuses an unknown algorithm', async () => {
    const workspace = await harness.newWorkspace();
    const request = { ...REQUEST, algorithm: 'md5' };
    const { status, body } = await workspace.call('migrations.createMigration', request);
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.algorithm' }]);
  });

  it('refuses a root key that may only create keys', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['api.*.create_key', 'migration.*.read_migration']);
    const { status, body } = await limited.call('migrations.createMigration', REQUEST);
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'migration.*.create_migration'");
  });

  it('leaves an audit event', async () => {
    const workspace = await harness.newWorkspace();
    let id = '';
    const events = await recordedBy(harness.deps, workspace.id, async () => {
      id = (await workspace.call('migrations.createMigration', REQUEST)).body.data.migrationId;
    });
    const { name, algorithm } = REQUEST;
    expect(events).toEqual([
      {
        event: 'keyMigration.create',
        description: `Created key migration ${id}`,
        targets: [{ type: 'keyMigration', id, name, meta: { algorithm } }],
      },
    ]);
  });
});
