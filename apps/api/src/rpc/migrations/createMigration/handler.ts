import { createMigration as definition } from '@unlatch/contract/operations/migrations/createMigration';
import { keyMigrationCreated } from '../../../domain/audit/migrations.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertKeyMigration } from '../../../store/keys/key-migrations.js';
import { implement } from '../../implement.js';

export const createMigration = implement(definition, async (call, deps) => {
  const { name, algorithm } = call.body;
  const { workspaceId } = call.caller;
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const id = newId('mig', nowMs);
    await insertKeyMigration(tx, { workspaceId, id, name, algorithm, nowMs });
    record.audit(keyMigrationCreated({ id, name, algorithm }));
    return { migrationId: id };
  });
});
