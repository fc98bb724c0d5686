import { listMigrations as definition } from '@unlatch/contract/operations/migrations/listMigrations';
import { mapPage } from '../../../domain/pagination.js';
import { listKeyMigrations } from '../../../store/keys/key-migrations.js';
import { implementList } from '../../implement.js';
import { presentMigration } from '../../shared/migration.js';
import { readPage } from '../../shared/read-page.js';

export const listMigrations = implementList(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const page = await readPage(body, (range) =>
    listKeyMigrations(deps.db, { workspaceId, ...range }),
  );
  return mapPage(page, presentMigration);
});
