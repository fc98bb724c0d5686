import type { MigrationKind } from '../../../migrations/index.js';

/** A row of the table of migrations: what some program, perhaps a newer one, has run. */
export interface ExecutedMigration {
  readonly name: string;
  /** Null in databases that were migrated before there were marks. */
  readonly kind: MigrationKind | null;
}

export type MigrationPlan =
  | {
      readonly outcome: 'go_on';
      /** To run, in this order. Empty if anything is in `newer`. */
      readonly pending: readonly string[];
      /** Run by a newer program, and compatible with this one. */
      readonly newer: readonly string[];
    }
  /** A newer program has changed the schema beyond what this one knows. */
  | { readonly outcome: 'refuse_newer'; readonly breaking: readonly string[] }
  /** Neither program is the newer one: each has migrations that the other lacks. */
  | {
      readonly outcome: 'refuse_diverged';
      readonly pending: readonly string[];
      readonly others: readonly string[];
    };

/**
 * What a program with these migrations may do on a database where those have run.
 *
 * A migration is written for a schema where all before it have run and none after it. So nothing
 * runs after a migration that comes later, or that this program does not know. Names tell the
 * order, never the time of execution, because machines disagree about the time.
 */
export function planMigrations(
  known: readonly string[],
  executed: readonly ExecutedMigration[],
): MigrationPlan {
  const unknown = executed.filter(({ name }) => !known.includes(name));
  const breaking = namesOf(unknown.filter(({ kind }) => kind !== 'compatible'));
  if (breaking.length > 0) return { outcome: 'refuse_newer', breaking };
  const newer = namesOf(unknown);
  const done = namesOf(executed);
  const pending = known.filter((name) => !done.includes(name)).sort();
  const [next] = pending;
  if (next === undefined) return { outcome: 'go_on', pending, newer };
  const others = done.filter((name) => name > next || newer.includes(name));
  if (others.length > 0) return { outcome: 'refuse_diverged', pending, others };
  return { outcome: 'go_on', pending, newer };
}

function namesOf(migrations: readonly ExecutedMigration[]): string[] {
  return migrations.map(({ name }) => name).sort();
}
