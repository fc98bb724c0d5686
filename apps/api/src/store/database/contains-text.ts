import { sql } from 'kysely';

/**
 * Whether one of the columns contains the text. Case makes no difference, and no character is a
 * wildcard. Every column contains an empty text. The database folds both sides, and its locale
 * decides which letters beyond ASCII have a case.
 */
export function containsText(columns: readonly string[], table: string, text: string) {
  const matches = columns.map(
    (column) => sql`strpos(lower(${sql.ref(`${table}.${column}`)}), lower(${text})) > 0`,
  );
  return sql<boolean>`(${sql.join(matches, sql` or `)})`;
}
