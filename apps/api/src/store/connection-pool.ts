import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { DatabaseUnavailableError, isReadOnly } from './failures.js';

/**
 * The connections of this process to its database. Each serves one statement at a time; whoever
 * finds them all busy waits in order of arrival.
 *
 * Invariants:
 * - Every statement ends, with its answer or, when its deadline has passed, with an error. The
 *   connection is destroyed in that moment, so that nobody ever reads an answer that comes late.
 *   What the statement has done is then not known, the same as when a connection breaks.
 * - Whoever waits for a connection does so for at most the time that connecting may take, and
 *   among at most WAITING_MAX.
 * - Whatever ends in this way is `isUnavailable`, so it is answered as 503.
 *
 * Full: refused at once. Database silent: the connections are given up one by one as the deadlines
 * pass, and new ones are tried. Database down: each attempt to connect fails by itself; nothing is
 * remembered of it, so the first attempt that succeeds is the recovery. Server read-only, as one
 * is that was the primary until now: the connection goes, for the next one may lead elsewhere.
 */
interface ConnectionPoolOptions {
  readonly pool: pg.Pool;
  /** Name each statement so that PostgreSQL parses and plans it once per connection. */
  readonly prepare: boolean;
}

/** At a millisecond for each statement, these have waited for 0.1 s on ten connections. */
const WAITING_MAX = 1000;

export interface PoolStats {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  /** Statements that did not wait, because WAITING_MAX did already. */
  readonly refused: number;
  /** Statements that were given up when their deadline had passed. */
  readonly givenUp: number;
}

export class ConnectionPool {
  readonly #pool: pg.Pool;
  readonly #nameOf: (text: string) => string | undefined;
  readonly #stats;

  constructor({ pool, prepare }: ConnectionPoolOptions) {
    this.#pool = pool;
    this.#nameOf = prepare ? nameStatements() : () => undefined;
    this.#stats = startStats(pool);
  }

  get stats(): PoolStats {
    return this.#stats;
  }

  /** The same connections for statements of different patience. */
  withDeadline(deadlineMs: number): PostgresPool {
    const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
    const wrap = (client: pg.PoolClient) => {
      const known = clients.get(client);
      if (known !== undefined) return known;
      const wrapped = this.#wrap(client, deadlineMs);
      clients.set(client, wrapped);
      return wrapped;
    };
    return {
      connect: async () => wrap(await this.#connect()),
      end: () => this.#pool.end(),
    };
  }

  #connect(): Promise<pg.PoolClient> {
    if (this.#pool.waitingCount < WAITING_MAX) return this.#pool.connect();
    this.#stats.refused += 1;
    const reason = 'too many statements are waiting for a connection';
    return Promise.reject(new DatabaseUnavailableError(reason));
  }

  #wrap(client: pg.PoolClient, deadlineMs: number): PostgresPoolClient {
    const query = async (text: unknown, values: readonly unknown[] = []): Promise<unknown> => {
      if (typeof text !== 'string') throw new Error('results are not streamed here');
      const name = values.length === 0 ? undefined : this.#nameOf(text);
      const overdue = setTimeout(() => {
        this.#stats.givenUp += 1;
        destroy(client, new DatabaseUnavailableError(`no answer within ${deadlineMs} ms`));
      }, deadlineMs);
      try {
        const statement = { ...(name === undefined ? {} : { name }), text, values: [...values] };
        return await client.query(statement);
      } catch (error) {
        if (isReadOnly(error)) destroy(client, error);
        throw error;
      } finally {
        clearTimeout(overdue);
      }
    };
    // Kysely's type has a second form, with a cursor, which it only uses to stream a result.
    return { query: query as PostgresPoolClient['query'], release: () => client.release() };
  }
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

/** Fails what the client is asked at the moment and from now on; the pool drops it on release. */
function destroy(client: pg.PoolClient, reason: Error): void {
  client.connection.stream.destroy(reason);
}

/** More distinct texts than this mean that some text grows with its input; see `insertRows`. */
const NAMED_STATEMENTS_MAX = 500;

/**
 * Names every distinct statement, which makes `pg` prepare it once per connection. Queries are
 * built by Kysely from a fixed set of call sites, so the number of distinct texts is small.
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
