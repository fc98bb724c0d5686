import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-migrations.js';
import { mapPage, toPage } from '../../../domain/pagination.js';
import { listKeyMigrations } from '../../../store/keys/key-migrations.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentMigration } from '../../shared/migration.js';
import { readPageRequest } from '../../shared/page-request.js';
import { definition } from './schema.js';

export const listMigrations = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readMigration());
  const { workspaceId } = caller;
  const { limit, from: [fromId = ''] = [] } = readPageRequest(body);
  const migrations = await listKeyMigrations(deps.db, { workspaceId, fromId, limit: limit + 1 });
  return mapPage(
    toPage(migrations, limit, ({ id }) => [id]),
    presentMigration,
  );
});
