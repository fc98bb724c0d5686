import { afterAll, beforeAll, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.js';
import { migrate } from '../../src/store/database/migrate.js';
import { readQuotas } from '../../src/store/workspaces/quotas.js';
import { type Store, startStore } from '../store.js';

let store: Store;
beforeAll(async () => {
  store = await startStore({ migrated: false });
});
afterAll(() => store.stop());

it('an upgrade counts what exists, and leaves room to a workspace that is past a default', async () => {
  const { '0005-quotas': quotas, ...others } = MIGRATIONS;
  const earlier = Object.entries(others).filter(([name]) => name < '0005');
  await migrate(store.db, Object.fromEntries(earlier));
  const api = await store.newApi();
  const { workspaceId } = api;
  await store.newKey(api);
  await store.newKey(api, { deleted_at_ms: 1 });
  const imports = Array.from({ length: 600 }, (_, number) => ({
    workspace_id: workspaceId,
    id: `mig_${number}`,
    name: 'Import',
    algorithm: 'sha256' as const,
    created_at_ms: 0,
  }));
  await store.db.insertInto('key_migrations').values(imports).execute();

  await migrate(store.db);
  expect(quotas?.kind).toBe('breaking');
  const found = await readQuotas(store.db, workspaceId);
  expect(found.get('keys')).toEqual({ max: 10_000_000, count: 1 });
  expect(found.get('apis')).toEqual({ max: 10_000, count: 1 });
  expect(found.get('roles')).toEqual({ max: 10_000, count: 0 });
  expect(found.get('migrations')).toEqual({ max: 1200, count: 600 });
});
