import { DATABASE } from '../layout.js';
import type { EngineSession } from './chdb.js';
import { EngineFailure } from './failures.js';
import type { EngineStore } from './open-store.js';
import type { RequestHead } from './read-request.js';
import { parameterStatements, setStatement } from './settings.js';
import type { RowInsert } from './statement.js';

export interface WrittenRows {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Inserts the rows of a body. They stay bytes until the engine parses them. One insert is one block
 * of rows, so that its deduplication token covers all of it.
 */
export async function insertRows(
  store: EngineStore,
  { head, into, values }: { readonly head: RequestHead; into: RowInsert; values: Buffer },
): Promise<WrittenRows> {
  const table = into.table.includes('.') ? into.table : `${DATABASE}.${into.table}`;
  const session = store.open();
  try {
    const settings = Object.fromEntries(head.settings);
    const { rowsWritten, bytesWritten } = await session.insert({
      ...into,
      table,
      values,
      settings,
    });
    return { rows: rowsWritten, bytes: bytesWritten };
  } finally {
    session.close();
  }
}

/** Runs a statement of the service in its own database, where the policies show every row. */
export async function runStatement<Result>(
  store: EngineStore,
  { head, sql }: { readonly head: RequestHead; readonly sql: string },
  execute: (session: EngineSession, sql: string) => Promise<Result>,
): Promise<Result> {
  if (sql.trim() === '') throw new EngineFailure('SYNTAX_ERROR', 'The request has no statement.');
  const session = store.open();
  try {
    await prepare(session, head);
    return await execute(session, sql);
  } finally {
    session.close();
  }
}

async function prepare(session: EngineSession, head: RequestHead): Promise<void> {
  const statements = [
    `USE ${DATABASE}`,
    ...parameterStatements(head.parameters),
    setStatement(head.settings),
  ];
  const text = statements.filter((statement) => statement !== '').join('; ');
  await session.queryAsync(text, { format: 'Null' });
}
