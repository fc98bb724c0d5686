import { sql } from 'kysely';

/**
 * Whether one of the columns has the text in it, whatever the case of either, and literally: no
 * character stands for others. An empty text is in everything. Both sides are folded by the
 * database, whose locale decides which letters beyond ASCII have a case.
 */
export function containsText(columns: readonly string[], table: string, text: string) {
  const matches = columns.map(
    (column) => sql`strpos(lower(${sql.ref(`${table}.${column}`)}), lower(${text})) > 0`,
  );
  return sql<boolean>`(${sql.join(matches, sql` or `)})`;
}
