import { createDatabase, startTestPostgres } from '@unlatch/testkit';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../src/store/database/database.js';
import { migrate } from '../src/store/database/migrate.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL on the server of this run. */
    adminUrl: string;
    /** Name of a migrated, empty database to clone. */
    template: string;
  }
}

/** One server for the run, and one migrated database that each test file clones. */
/** The name is vitest's. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  const template = await createDatabase(postgres.adminUrl);
  const db = openDatabase({
    connection: { connectionString: template.url },
    poolMax: 2,
    prepare: false,
    onConnectionLost: () => undefined,
  });
  await migrate(db);
  await db.destroy();
  project.provide('adminUrl', postgres.adminUrl);
  project.provide('template', template.name);
  return async () => {
    await template.drop();
    await postgres.stop();
  };
}
