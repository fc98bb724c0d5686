import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { countRows } from '../../../../test/rows.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('keys.migrateKeys imports each hash once when several requests come at the same time', async () => {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  const created = await workspace.call('migrations.createMigration', {
    name: 'Old system',
    algorithm: 'sha256',
  });
  const { migrationId } = created.body.data;
  const hashes = Array.from({ length: 20 }, (_, index) => sha256Base64(`${workspace.id}${index}`));
  const items = hashes.map((hash, index) => ({
    hash,
    externalId: `user_${index % 5}`,
    permissions: [`p${index % 7}`],
    roles: [`r${index % 3}`],
  }));
  const orders = [items, items.toReversed(), [...items.slice(7), ...items.slice(0, 7)]];
  const answers = await Promise.all(
    orders.map((keys) => workspace.call('keys.migrateKeys', { migrationId, apiId, keys })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const migrated: string[] = answers.flatMap(({ body }) =>
    body.data.migrated.map(({ hash }: { hash: string }) => hash),
  );
  expect(migrated).toHaveLength(hashes.length);
  expect(new Set(migrated)).toEqual(new Set(hashes));
  expect(await countRows(harness.deps, workspace.id)).toMatchObject({
    keys: 20,
    identities: 5,
    permissions: 7,
    roles: 3,
  });
});
