import { allGrants } from '../../src/domain/authorization/all-grants.js';
import { newId } from '../../src/lib/ids.js';
import { type Db, openDatabase } from '../../src/store/database/database.js';
import { inTransaction } from '../../src/store/database/transaction.js';
import { insertWorkspace } from '../../src/store/workspaces/workspaces.js';
import { addRootKey } from '../root-key-rows.js';

export interface SeededRootKeys {
  /** Has a right that concerns nothing that a test calls. */
  readonly powerless: string;
  /** May do everything, in a workspace that may send one request per minute. */
  readonly limited: string;
}

/**
 * Root keys of other workspaces in the database of a running service. It has not heard of either
 * yet, so it reads them when they are first used.
 */
export async function seedRootKeys(databaseUrl: string): Promise<SeededRootKeys> {
  const db = openDatabase({
    connection: { connectionString: databaseUrl },
    poolMax: 2,
    prepare: false,
    onConnectionLost: () => undefined,
  });
  try {
    const powerless = await seedWorkspace(db, () => ['migration.*.read_migration']);
    const limited = await seedWorkspace(db, allGrants);
    await db
      .updateTable('workspaces')
      .set({ api_requests_per_minute: 1 })
      .where('id', '=', limited.workspaceId)
      .execute();
    return { powerless: powerless.rootKey, limited: limited.rootKey };
  } finally {
    await db.destroy();
  }
}

async function seedWorkspace(db: Db, rightsOf: (workspaceId: string) => readonly string[]) {
  const nowMs = Date.now();
  const workspaceId = newId('ws', nowMs);
  await inTransaction(db, (tx) => insertWorkspace(tx, { id: workspaceId, name: 'Test', nowMs }));
  const permissions = rightsOf(workspaceId);
  const { rootKey } = await addRootKey(db, { workspaceId, permissions, nowMs });
  return { workspaceId, rootKey };
}
