import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-migrations.js';
import { mapPage } from '../../../domain/pagination.js';
import { listKeyMigrations } from '../../../store/keys/key-migrations.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentMigration } from '../../shared/migration.js';
import { readPage } from '../../shared/read-page.js';
import { definition } from './schema.js';

export const listMigrations = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readMigration());
  const { workspaceId } = caller;
  const page = await readPage(body, (range) =>
    listKeyMigrations(deps.db, { workspaceId, ...range }),
  );
  return mapPage(page, presentMigration);
});
