import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { cancelStatement } from './cancel-statement.js';
import type { Contact } from './contact.js';
import type { DatabaseUse } from './database-use.js';
import { DatabaseUnavailableError, isReadOnly } from './failures.js';
import type { WriteHealth } from './write-health.js';

/**
 * Connections of this process to its database. Each serves one statement at a time. While all of
 * them are busy, statements wait in order of arrival.
 *
 * Invariants:
 * - Every statement ends, with its answer or, when its deadline has passed, with an error. At its
 *   deadline the connection is destroyed, so that a late answer is never read. The effect of the
 *   statement is then unknown, as when a connection breaks.
 * - A statement waits for a connection at most as long as connecting may take. At most WAITING_MAX
 *   statements wait.
 * - Every error that comes from this is `isUnavailable`, so its request is answered with 503.
 *
 * Full: refused at once. Database silent: see `Contact`. Without one, the connections are given up
 * one by one as the deadlines pass, and new ones are tried. Database down: each attempt to connect fails by itself. The pool
 * remembers no failure, so the first attempt that succeeds is the recovery. Server read-only, as a
 * former primary is: the connection is dropped, because the next one may lead to another server.
 */
interface ConnectionPoolOptions {
  readonly pool: pg.Pool;
  /** Name each statement so that PostgreSQL parses and plans it once per connection. */
  readonly prepare: boolean;
  /** The deadline of each statement. */
  readonly deadlineMs: number;
  /** Gets the outcome of every statement. */
  readonly writeHealth?: WriteHealth | undefined;
  /** Knows whether the database answers at all. */
  readonly contact?: Contact | undefined;
}

const SILENT = 'it has answered nothing for a while';

/**
 * With one millisecond for each statement and ten connections, the last of them has waited for 0.1
 * s.
 */
const WAITING_MAX = 1000;

export interface PoolStats {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  /** Statements that were refused because WAITING_MAX others were waiting. */
  readonly refused: number;
  /** Statements that were given up at their deadline. */
  readonly givenUp: number;
}

export class ConnectionPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #deadlineMs: number;
  readonly #writeHealth: WriteHealth | undefined;
  readonly #contact: Contact | undefined;
  readonly #nameOf: (text: string) => string | undefined;
  readonly #stats;
  readonly #clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

  constructor({ pool, prepare, deadlineMs, writeHealth, contact }: ConnectionPoolOptions) {
    this.#contact = contact;
    this.#pool = pool;
    this.#deadlineMs = deadlineMs;
    this.#writeHealth = writeHealth;
    this.#nameOf = prepare ? nameStatements() : () => undefined;
    this.#stats = startStats(pool);
  }

  get stats(): PoolStats {
    return this.#stats;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#connect();
    const known = this.#clients.get(client);
    if (known !== undefined) return known;
    const wrapped = this.#wrap(client);
    this.#clients.set(client, wrapped);
    return wrapped;
  }

  /** The same connections, for one request: its deadline ends what it has under way. */
  async connectFor(use: DatabaseUse): Promise<PostgresPoolClient> {
    const client = await this.#connect();
    const wrapped = this.#wrap(client);
    const query = (text: string, values?: readonly unknown[]): Promise<unknown> =>
      use.run(text, {
        send: () => wrapped.query(text, values ?? []),
        cancel: () => cancelStatement(client),
      });
    return { query: query as PostgresPoolClient['query'], release: wrapped.release };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  #connect(): Promise<pg.PoolClient> {
    const isFull = this.#pool.waitingCount >= WAITING_MAX;
    if (!isFull && this.#contact?.mustRefuse() !== true) return this.#pool.connect();
    this.#stats.refused += 1;
    const reason = isFull ? 'too many statements are waiting for a connection' : SILENT;
    return Promise.reject(new DatabaseUnavailableError(reason));
  }

  #wrap(client: pg.PoolClient): PostgresPoolClient {
    const deadlineMs = this.#deadlineMs;
    const query = async (text: unknown, values: readonly unknown[] = []): Promise<unknown> => {
      if (typeof text !== 'string') throw new Error('results are not streamed here');
      const name = values.length === 0 ? undefined : this.#nameOf(text);
      const giveUp = () => {
        this.#stats.givenUp += 1;
        destroy(client, new DatabaseUnavailableError('no answer in time'));
      };
      const overdue = setTimeout(giveUp, deadlineMs);
      this.#contact?.sent(giveUp);
      try {
        const statement = { ...(name === undefined ? {} : { name }), text, values: [...values] };
        const result = await client.query(statement);
        this.#contact?.heard();
        if (this.#writeHealth?.failure !== undefined && hasChangedRows(result)) {
          this.#writeHealth.wrote();
        }
        return result;
      } catch (error) {
        this.#writeHealth?.failed(error);
        if (isReadOnly(error)) destroy(client, error);
        throw error;
      } finally {
        clearTimeout(overdue);
        this.#contact?.settled(giveUp);
      }
    };
    // Kysely's type has a second overload, with a cursor, which Kysely uses only to stream a
    // result.
    return { query: query as PostgresPoolClient['query'], release: () => client.release() };
  }
}

function hasChangedRows({ command, rowCount }: pg.QueryResult): boolean {
  return command !== 'SELECT' && (rowCount ?? 0) > 0;
}

function startStats(pool: pg.Pool) {
  return {
    refused: 0,
    givenUp: 0,
    get total() {
      return pool.totalCount;
    },
    get idle() {
      return pool.idleCount;
    },
    get waiting() {
      return pool.waitingCount;
    },
  };
}

/** The sums over several pools. */
export function sumStats(parts: readonly PoolStats[]): PoolStats {
  const sum = (name: keyof PoolStats) => parts.reduce((total, part) => total + part[name], 0);
  return {
    get total() {
      return sum('total');
    },
    get idle() {
      return sum('idle');
    },
    get waiting() {
      return sum('waiting');
    },
    get refused() {
      return sum('refused');
    },
    get givenUp() {
      return sum('givenUp');
    },
  };
}

/**
 * Fails the current statement of the client and all later ones. The pool drops the client on
 * release.
 */
function destroy(client: pg.PoolClient, reason: Error): void {
  client.connection.stream.destroy(reason);
}

/** More distinct texts than this mean that some text grows with its input; see `insertRows`. */
const NAMED_STATEMENTS_MAX = 500;

/**
 * Names every distinct statement, so that `pg` prepares it once per connection. Kysely builds the
 * queries from a fixed set of call sites, so the number of distinct texts is small.
 */
function nameStatements(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= NAMED_STATEMENTS_MAX) return known;
    const name = `unlatch_${names.size}`;
    names.set(text, name);
    return name;
  };
}
