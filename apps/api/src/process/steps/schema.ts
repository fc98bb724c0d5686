import type { Logger } from 'pino';
import type { DatabaseOptions, Db } from '../../store/database/database.js';
import {
  type MigratedSchema,
  migrateWithPatience,
  requireKnownSchema,
} from '../../store/database/migrate.js';
import type { Step } from '../start-in-order.js';

/** Each process runs this. The first one migrates, and the others wait for it. */
export const schema: Step<
  { readonly databaseOptions: DatabaseOptions; readonly log: Logger },
  object
> = {
  name: 'schema',
  async start({ databaseOptions, log }) {
    const beganMs = performance.now();
    const schema = await migrateWithPatience(databaseOptions, {
      onBegin: (migrations) =>
        log.info({ event: 'schema_migrating', migrations }, 'the schema is being migrated'),
      onRun: (migration) => log.info({ event: 'migration_run', ...migration }, migration.name),
    });
    logSchema(log, schema, Math.round(performance.now() - beganMs));
    return {};
  },
};

/**
 * Detects a breaking migration that ran before the first contact of the change feed. From that
 * contact on, a breaking migration is refused while this process runs.
 */
export const knownSchema: Step<{ readonly db: Db }, object> = {
  name: 'known_schema',
  async start({ db }) {
    await requireKnownSchema(db);
    return {};
  },
};

function logSchema(log: Logger, { applied, newer }: MigratedSchema, durationMs: number): void {
  if (applied.length > 0) {
    const fields = { event: 'schema_migrated', migrations: applied, durationMs };
    log.info(fields, 'the schema was migrated');
  }
  if (newer.length > 0) {
    const text = 'a newer version has migrated the schema, in a way that this one works with';
    log.info({ event: 'schema_newer', migrations: newer }, text);
  }
}
