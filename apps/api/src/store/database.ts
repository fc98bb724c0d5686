import {
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import type { ApiTable } from './tables/api.js';
import type { AuditEventTable, AuditEventTargetTable } from './tables/audit-event.js';
import type { DataKeyTable, EncryptedKeyTable } from './tables/encryption.js';
import type { IdempotentAnswerTable } from './tables/idempotent-answer.js';
import type { IdentityTable } from './tables/identity.js';
import type { KeyTable } from './tables/key.js';
import type { KeyMigrationTable } from './tables/key-migration.js';
import type { KeyPermissionTable, PermissionTable } from './tables/permission.js';
import type {
  RateLimitNamespaceTable,
  RateLimitOverrideTable,
  RateLimitTable,
} from './tables/rate-limit.js';
import type { KeyRoleTable, RolePermissionTable, RoleTable } from './tables/role.js';
import type { RootKeyTable } from './tables/root-key.js';
import type { WorkspaceTable } from './tables/workspace.js';

export interface Schema {
  workspaces: WorkspaceTable;
  root_keys: RootKeyTable;
  apis: ApiTable;
  identities: IdentityTable;
  keys: KeyTable;
  permissions: PermissionTable;
  key_permissions: KeyPermissionTable;
  roles: RoleTable;
  key_roles: KeyRoleTable;
  role_permissions: RolePermissionTable;
  key_migrations: KeyMigrationTable;
  rate_limits: RateLimitTable;
  rate_limit_namespaces: RateLimitNamespaceTable;
  rate_limit_overrides: RateLimitOverrideTable;
  data_keys: DataKeyTable;
  encrypted_keys: EncryptedKeyTable;
  idempotent_answers: IdempotentAnswerTable;
  audit_events: AuditEventTable;
  audit_event_targets: AuditEventTargetTable;
}

/** For reads, and for single statements that are whole by themselves. */
export type Db = Kysely<Schema>;

/** For everything that must happen together. Only `inTransaction` makes one. */
export type Tx = Transaction<Schema>;

/** How to reach PostgreSQL: what `pg` takes, without options of its own pool. */
export type DatabaseConnection = Pick<
  pg.ClientConfig,
  'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database'
>;

interface DatabaseOptions {
  readonly connection: DatabaseConnection;
  readonly poolMax: number;
  /** Name each statement so that PostgreSQL parses and plans it once per connection. */
  readonly prepare: boolean;
  /** An idle connection broke. The pool replaces it; this is for the log. */
  readonly onConnectionLost: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 5000;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

export function clientOptions(connection: DatabaseConnection): pg.ClientConfig {
  return {
    ...connection,
    application_name: 'unlatch',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types: { getTypeParser },
  };
}

export function openDatabase(options: DatabaseOptions): Db {
  const pool = new pg.Pool({
    ...clientOptions(options.connection),
    max: options.poolMax,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  });
  pool.on('error', options.onConnectionLost);
  // The pool listens on idle connections alone. When one in use breaks, its statement fails, and
  // that is all there is to it; without a listener, Node would take the event for a crash.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool: options.prepare ? preparing(pool) : pool });
  return new Kysely<Schema>({ dialect });
}

/**
 * bigint columns hold credits and unix milliseconds. Every way in is checked to be at most 2^53-1
 * (see MAX_INTEGER), so a JavaScript number holds each of them exactly.
 */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8) return Number;
  return pg.types.getTypeParser(oid, format ?? 'text');
}

/** More distinct texts than this mean that some text grows with its input; see `insertRows`. */
const NAMED_STATEMENTS_MAX = 500;

/**
 * Names every distinct statement, which makes `pg` prepare it once per connection. Queries are
 * built by Kysely from a fixed set of call sites, so the number of distinct texts is small.
 */
function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= NAMED_STATEMENTS_MAX) return known;
    const name = `unlatch_${names.size}`;
    names.set(text, name);
    return name;
  }

  function wrap(client: pg.PoolClient): PostgresPoolClient {
    const known = clients.get(client);
    if (known !== undefined) return known;
    const query = (text: unknown, values: readonly unknown[] = []): unknown => {
      if (typeof text !== 'string') throw new Error('results are not streamed here');
      const name = values.length === 0 ? undefined : nameOf(text);
      return client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] });
    };
    // Kysely's type has a second form, with a cursor, which it only uses to stream a result.
    const wrapped = {
      query: query as PostgresPoolClient['query'],
      release: () => client.release(),
    };
    clients.set(client, wrapped);
    return wrapped;
  }

  return { connect: async () => wrap(await pool.connect()), end: () => pool.end() };
}
