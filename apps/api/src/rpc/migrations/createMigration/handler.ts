import { keyMigrationCreated } from '../../../domain/audit/migrations.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-migrations.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertKeyMigration } from '../../../store/keys/key-migrations.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const createMigration = implementRpc(definition, async (call, deps) => {
  const { name, algorithm } = call.body;
  const { workspaceId } = call.caller;
  authorize(call.caller, requirements.createMigration());
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const id = newId('mig', nowMs);
    await insertKeyMigration(tx, { workspaceId, id, name, algorithm, nowMs });
    record.audit(keyMigrationCreated({ id, name, algorithm }));
    return { migrationId: id };
  });
});
