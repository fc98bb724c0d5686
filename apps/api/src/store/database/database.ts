import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely';
import pg from 'pg';
import type { ApiTable } from '../tables/api.js';
import type { ApiRequestTable } from '../tables/api-request.js';
import type { AuditEventTable, AuditEventTargetTable } from '../tables/audit-event.js';
import type { DataKeyTable, EncryptedKeyTable } from '../tables/encryption.js';
import type {
  AnalyticsEngineTable,
  AnalyticsSpanTable,
  BillablePerDayTable,
  EventOutboxTable,
  KeyLastUsedTable,
  LimitChecksPerHourTable,
  LimitCheckTable,
  LimitIdentifiersPerHourTable,
  VerificationsPerHourTable,
  VerificationTable,
} from '../tables/event.js';
import type { IdempotentAnswerTable } from '../tables/idempotent-answer.js';
import type { IdentityTable } from '../tables/identity.js';
import type { KeyTable } from '../tables/key.js';
import type { KeyMigrationTable } from '../tables/key-migration.js';
import type {
  InstallationSecretTable,
  LoginAttemptTable,
  MembershipTable,
  SetupLinkTable,
  UserSessionTable,
  UserTable,
} from '../tables/people.js';
import type { KeyPermissionTable, PermissionTable } from '../tables/permission.js';
import type {
  QuotaDefaultTable,
  WorkspaceCountTable,
  WorkspaceQuotaTable,
} from '../tables/quota.js';
import type {
  RateLimitNamespaceTable,
  RateLimitOverrideTable,
  RateLimitTable,
} from '../tables/rate-limit.js';
import type { KeyRoleTable, RolePermissionTable, RoleTable } from '../tables/role.js';
import type { RootKeyLastUsedTable, RootKeyTable } from '../tables/root-key.js';
import type {
  InstallationKeyTable,
  UsedChallengeTable,
  UserPasskeyTable,
  UserRecoveryCodeTable,
  UserTotpTable,
} from '../tables/second-factor.js';
import type { InvitationTable, TeamRoleTable } from '../tables/team.js';
import type { WorkspaceTable } from '../tables/workspace.js';
import { ConnectionPool, type PoolStats, sumStats } from './connection-pool.js';
import type { Contact } from './contact.js';
import type { DatabaseUse } from './database-use.js';
import type { WriteHealth } from './write-health.js';

export interface Schema {
  workspaces: WorkspaceTable;
  root_keys: RootKeyTable;
  root_key_last_used: RootKeyLastUsedTable;
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
  quota_defaults: QuotaDefaultTable;
  workspace_quotas: WorkspaceQuotaTable;
  workspace_counts: WorkspaceCountTable;
  audit_events: AuditEventTable;
  audit_event_targets: AuditEventTargetTable;
  verifications: VerificationTable;
  verifications_per_hour: VerificationsPerHourTable;
  limit_checks: LimitCheckTable;
  limit_checks_per_hour: LimitChecksPerHourTable;
  limit_identifiers_per_hour: LimitIdentifiersPerHourTable;
  key_last_used: KeyLastUsedTable;
  billable_per_day: BillablePerDayTable;
  event_outbox: EventOutboxTable;
  analytics_spans: AnalyticsSpanTable;
  analytics_engines: AnalyticsEngineTable;
  api_requests: ApiRequestTable;
  team_roles: TeamRoleTable;
  invitations: InvitationTable;
  installation_keys: InstallationKeyTable;
  user_totps: UserTotpTable;
  user_recovery_codes: UserRecoveryCodeTable;
  user_passkeys: UserPasskeyTable;
  used_challenges: UsedChallengeTable;
  users: UserTable;
  user_sessions: UserSessionTable;
  memberships: MembershipTable;
  setup_links: SetupLinkTable;
  login_attempts: LoginAttemptTable;
  installation_secrets: InstallationSecretTable;
}

/** For reads, and for single statements that need no transaction. */
export type Db = Kysely<Schema>;

/** For statements that must commit together. Only `inTransaction` creates one. */
export type Tx = Transaction<Schema>;

/** How to reach PostgreSQL: the connection options of `pg`, without those of its pool. */
export type DatabaseConnection = Pick<
  pg.ClientConfig,
  'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database'
>;

export interface DatabaseOptions {
  readonly connection: DatabaseConnection;
  readonly poolMax: number;
  /** Name each statement so that PostgreSQL parses and plans it once per connection. */
  readonly prepare: boolean;
  /** Called when an idle connection broke. The pool replaces it, so this is for the log. */
  readonly onConnectionLost: (error: Error) => void;
  /**
   * The time after which the server ends a statement. The default is half a minute. For checks it
   * is a few seconds at most.
   */
  readonly statementTimeoutMs?: number;
  /** Gets the outcome of every statement. */
  readonly writeHealth?: WriteHealth;
  /** Knows whether the database answers at all, by what all connections hear. */
  readonly contact?: Contact;
}

/**
 * Two sets of connections. Changes, lists and jobs may use up theirs, and checks still have free
 * ones.
 */
export interface Database {
  /** For changes, lists and jobs. Destroying it closes all connections. */
  readonly db: Db;
  /** For the statements of checks, which are given up as early as a ping of the change feed. */
  readonly hotDb: Db;
  /** The connections of `db` for one request, whose deadline ends what it has under way. */
  readonly dbFor: (use: DatabaseUse) => Db;
  /** The sums over both sets. */
  readonly stats: PoolStats;
}

const CONNECT_TIMEOUT_MS = 5000;
const KEEP_ALIVE_AFTER_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
const HOT_DEADLINE_MS = 5000;
/**
 * The server ends the statement before that. Suppose that only this process gave up a spend that
 * waits for a lock. The server would still carry it out once the lock is free, although its caller
 * was told that it failed.
 */
const HOT_STATEMENT_TIMEOUT_MS = 4000;
/** The share of all connections that is for checks. */
const HOT_SHARE = 0.4;
/** The minimum, if there are so many. The credit ledger may wait for row locks with two of them. */
const HOT_MIN = 3;
/**
 * The server is asked first to end a slow statement, because the connection then stays usable. It
 * has this much longer to answer. After that it counts as unreachable.
 */
const ANSWER_GRACE_MS = 5000;

export function clientOptions(connection: DatabaseConnection): pg.ClientConfig {
  return {
    ...connection,
    application_name: 'unlatch',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // The default of the operating system is two hours.
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types: { getTypeParser },
  };
}

/** For programs and tests without checks. */
export function openDatabase(options: DatabaseOptions): Db {
  return openKysely(openPool(options, statementDeadlineMs(options)));
}

/** Needs at least two connections. */
export function openDatabases(options: DatabaseOptions): Database {
  const hotShare = Math.ceil(options.poolMax * HOT_SHARE);
  const hotMax = Math.max(hotShare, Math.min(HOT_MIN, options.poolMax - 1));
  const calm = { ...options, poolMax: options.poolMax - hotMax };
  const pool = openPool(calm, statementDeadlineMs(options));
  const hot = {
    ...options,
    poolMax: hotMax,
    statementTimeoutMs: Math.min(HOT_STATEMENT_TIMEOUT_MS, statementTimeoutMs(options)),
  };
  const hotPool = openPool(hot, HOT_DEADLINE_MS);
  const end = async () => {
    await Promise.all([pool.end(), hotPool.end()]);
  };
  return {
    db: openKysely({ connect: () => pool.connect(), end }),
    hotDb: openKysely(hotPool),
    dbFor: (use) => openKysely({ connect: () => pool.connectFor(use), end: async () => {} }),
    stats: sumStats([pool.stats, hotPool.stats]),
  };
}

function statementDeadlineMs(options: DatabaseOptions): number {
  return statementTimeoutMs(options) + ANSWER_GRACE_MS;
}

function statementTimeoutMs(options: DatabaseOptions): number {
  return options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
}

function openPool(options: DatabaseOptions, deadlineMs: number): ConnectionPool {
  const pool = new pg.Pool({
    ...clientOptions(options.connection),
    max: options.poolMax,
    statement_timeout: statementTimeoutMs(options),
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  });
  pool.on('error', options.onConnectionLost);
  // The pool listens only on idle connections. When a connection in use breaks, its statement
  // fails, and no more is needed. Without a listener, Node would treat the event as a crash.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const { prepare, writeHealth, contact } = options;
  return new ConnectionPool({ pool, prepare, deadlineMs, writeHealth, contact });
}

function openKysely(pool: PostgresPool): Db {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * bigint columns hold credits and unix milliseconds. Every input is checked to be at most 2^53-1
 * (see MAX_INTEGER), so a JavaScript number holds each of them exactly.
 */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8) return Number;
  return pg.types.getTypeParser(oid, format ?? 'text');
}
