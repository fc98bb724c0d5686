import type { MigrationKind } from '../../../migrations/index.js';

/** A row of the table of migrations. A newer program may have written it. */
export interface ExecutedMigration {
  readonly name: string;
  /** Null if it ran before migrations had marks. */
  readonly kind: MigrationKind | null;
}

export type MigrationPlan =
  | {
      readonly outcome: 'go_on';
      /** To run, in this order. Empty if anything is in `newer`. */
      readonly pending: readonly string[];
      /** Migrations of a newer program that are compatible with this one. */
      readonly newer: readonly string[];
    }
  /** A newer program has changed the schema beyond what this program knows. */
  | { readonly outcome: 'refuse_newer'; readonly breaking: readonly string[] }
  /** Neither program is newer: each has migrations that the other lacks. */
  | {
      readonly outcome: 'refuse_diverged';
      readonly pending: readonly string[];
      readonly others: readonly string[];
    };

/**
 * What a program with its migrations may do on a database where others have run.
 *
 * A migration expects a schema where all earlier migrations have run and no later one. So nothing
 * runs after a later migration, or after one that this program does not know. Names give the order.
 * The time of execution does not, because the clocks of machines differ.
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
