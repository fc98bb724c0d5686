import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function setUp() {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  const migration = { name: 'Old system', algorithm: 'sha256' };
  const created = await workspace.call('migrations.createMigration', migration);
  const { migrationId } = created.body.data;
  const migrate = (...keys: readonly object[]) =>
    workspace.call('keys.migrateKeys', { migrationId, apiId, keys });
  return { workspace, migrate };
}

/** A key of another system, different for each workspace. */
function oldKey(workspace: Workspace, name: string) {
  const key = `${name}_${workspace.id}`;
  return { key, hash: sha256Base64(key) };
}

describe('keys.migrateKeys', () => {
  it('imports a hash in any form in which SHA-256 is written, and such a key verifies', async () => {
    const { workspace, migrate } = await setUp();
    const forms = (['hex', 'base64url'] as const).map((form) => {
      const { key, hash } = oldKey(workspace, form);
      return { key, hash: Buffer.from(hash, 'base64').toString(form) };
    });
    const { body } = await migrate(...forms.map(({ hash }) => ({ hash })));
    expect(body.data.migrated.map(({ hash }: { hash: string }) => hash)).toEqual(
      forms.map(({ hash }) => hash),
    );
    for (const { key } of forms) {
      const verified = await workspace.call('keys.verifyKey', { key });
      expect(verified.body.data.code).toBe('VALID');
    }
  });

  it('lists as failed what is no hash, with the reason, and imports the others', async () => {
    const { workspace, migrate } = await setUp();
    const { hash } = oldKey(workspace, 'good');
    const wrong = [
      'abc',
      `${hash}\n`,
      '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
    ];
    const { body } = await migrate(...[...wrong, hash].map((each) => ({ hash: each })));
    expect(body.data.migrated).toMatchObject([{ hash }]);
    expect(body.data.failed).toEqual(wrong);
    expect(body.data.failures).toEqual(wrong.map((each) => ({ hash: each, reason: 'not_a_hash' })));
  });
});
