import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('migrations.listMigrations', () => {
  it('shows only migrations of the workspace, page by page, the oldest first', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    await other.call('migrations.createMigration', { name: 'Theirs', algorithm: 'sha256' });
    for (const name of ['a', 'b', 'c']) {
      harness.clock.advance(1);
      await workspace.call('migrations.createMigration', { name, algorithm: 'sha256' });
    }
    const first = await workspace.call('migrations.listMigrations', { limit: 2 });
    expect(first.body.data).toEqual(
      ['a', 'b'].map((name) => ({
        id: expect.stringMatching(/^mig_/),
        name,
        algorithm: 'sha256',
        createdAt: expect.any(Number),
      })),
    );
    const { cursor } = first.body.pagination;
    const second = await workspace.call('migrations.listMigrations', { limit: 2, cursor });
    expect(second.body.data).toMatchObject([{ name: 'c' }]);
    expect(second.body.pagination).toEqual({ hasMore: false });
  });

  it('refuses a root key that may only create migrations', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['migration.*.create_migration']);
    const { status, body } = await limited.call('migrations.listMigrations', {});
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'migration.*.read_migration'");
  });
});
