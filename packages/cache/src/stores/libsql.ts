/**
 * Entries are rows of a table of libSQL or SQLite. Before its first operation, a store creates the
 * table and an index over the expiry, if they are missing. Until that has worked, every operation
 * tries again. Each write of a row also deletes up to a hundred expired rows. So the table does not
 * grow without end, and no write becomes slow.
 */
import { nowMs } from '../clock.js';
import type { AnyValue } from '../store.js';
import { type Expiry, TextStore, type TextStoreConfig } from './text-store.js';

const EXPIRED_ROWS_PER_WRITE = 100;

interface Statement {
  sql: string;
  args: (string | number)[];
}

/** The part of a client of @libsql/client that the store needs. */
export interface LibsqlClient {
  execute(statement: Statement): Promise<{ rows: { [column: string]: unknown }[] }>;
  batch(statements: Statement[], mode: 'write'): Promise<unknown>;
}

export interface LibsqlStoreConfig extends TextStoreConfig {
  /** A client of @libsql/client. */
  client: LibsqlClient;
  /** Default: `cache`. */
  tableName?: string;
}

/**
 * Stores entries in a libSQL database. Make the store once, not for each request: before the first
 * operation it checks whether its table exists.
 *
 * @example
 * const store = new LibSQLStore({ client: createClient({ url: 'file:cache.db' }) });
 */
export class LibSQLStore<TNamespace extends string, TValue = AnyValue> extends TextStore<
  TNamespace,
  TValue
> {
  readonly name = 'libsql';

  constructor(config: LibsqlStoreConfig) {
    const { client, tableName = 'cache' } = config;
    const sql = statements(quote(tableName), quote(`${tableName}_staleUntil`));
    const prepare = once(() => client.batch(sql.prepare, 'write'));
    const driver = {
      read: async (id: string) => {
        await prepare();
        const { rows } = await client.execute({ sql: sql.read, args: [id] });
        return rows[0] && String(rows[0]['value']);
      },
      write: async (id: string, text: string, { freshUntil, staleUntil }: Expiry) => {
        await prepare();
        const write = { sql: sql.write, args: [id, text, freshUntil, staleUntil] };
        return client.batch([write, { sql: sql.sweep, args: [nowMs()] }], 'write');
      },
      remove: async (ids: string[]) => {
        await prepare();
        return client.batch(
          ids.map((id) => ({ sql: sql.remove, args: [id] })),
          'write',
        );
      },
    };
    super(driver, config, '');
  }
}

function statements(table: string, index: string) {
  return {
    prepare: [
      `create table if not exists ${table} (key text primary key, value text not null, freshUntil integer not null, staleUntil integer not null)`,
      `create index if not exists ${index} on ${table} (staleUntil)`,
    ].map((sql) => ({ sql, args: [] })),
    read: `select value from ${table} where key = ?`,
    write: `insert into ${table} (key, value, freshUntil, staleUntil) values (?, ?, ?, ?) on conflict (key) do update set value = excluded.value, freshUntil = excluded.freshUntil, staleUntil = excluded.staleUntil`,
    sweep: `delete from ${table} where key in (select key from ${table} where staleUntil <= ? limit ${EXPIRED_ROWS_PER_WRITE})`,
    remove: `delete from ${table} where key = ?`,
  };
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs `work` at the first call. After a failure, the next call runs it again. */
function once(work: () => Promise<unknown>): () => Promise<unknown> {
  let done: Promise<unknown> | undefined;
  return () => {
    done ??= work().catch((error) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}
