import type { DatabaseOptions } from '../../store/database/database.js';
import { migrateWithPatience } from '../../store/database/migrate.js';
import type { Step } from '../start-in-order.js';

/** Each process does this. The first one migrates, and the others wait for it. */
export const schema: Step<{ readonly databaseOptions: DatabaseOptions }, object> = {
  name: 'schema',
  async start({ databaseOptions }) {
    await migrateWithPatience(databaseOptions);
    return {};
  },
};
