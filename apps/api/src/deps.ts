import type { Logger } from 'pino';
import type { Config } from './config.js';
import { createAnswerExpiryJob } from './engine/answer-expiry-job.js';
import { createAuditRetentionJob } from './engine/audit-retention-job.js';
import { type Caches, createCaches } from './engine/caches.js';
import { ChangeFeed } from './engine/change-feed.js';
import { CreditLedger } from './engine/credit-ledger.js';
import { startEmbeddedDatabase } from './engine/embedded-database.js';
import { KeyVault } from './engine/encryption/key-vault.js';
import { checkMasterKeys } from './engine/encryption/master-key-use.js';
import { MemoryLimiter } from './engine/limiter/memory-limiter.js';
import { createRefillJob, type RefillRun } from './engine/refill-job.js';
import type { Clock } from './lib/clock.js';
import type { ChangeDeps } from './operations/commit-change.js';
import { consumeOnce } from './operations/consume-once.js';
import { createNamespaces } from './operations/create-namespaces.js';
import { rehashImportedKey } from './operations/rehash-imported-key.js';
import { setUp } from './operations/set-up.js';
import type { RpcDeps } from './rpc/define-rpc.js';
import { listenForChanges } from './store/change-listener.js';
import { spendCredits } from './store/credits.js';
import { type DatabaseConnection, type Db, openDatabase } from './store/database.js';
import { migrate } from './store/migrate.js';
import { checkConnection } from './store/reachable.js';

export interface Deps extends RpcDeps {
  /** Only when this start has made it up: shown to the operator, then forgotten. */
  readonly newRootKey: string | undefined;
  /** Resolves with the reason if the service can no longer do its work. */
  readonly failed: Promise<string>;
  /** Apart from the start, so that tests can let time pass without anything happening by itself. */
  startHousekeeping(): void;
  stop(): Promise<void>;
}

const SPENDS_WAITING_MAX = 5000;
/** At about 250 bytes each. */
const LIMIT_COUNTERS_MAX = 1_000_000;

/** Starts everything that outlives a request, in order; `stop` undoes it in reverse. */
export async function startDeps(config: Config, log: Logger, clock: Clock): Promise<Deps> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const { connection, failed } = await startDatabase(config, log, stops);
    const db = openDatabase({
      connection,
      poolMax: config.databasePoolMax,
      prepare: config.databasePrepare,
      onConnectionLost: (err) => log.warn({ event: 'database_connection_lost', err }, err.message),
    });
    stops.push(() => db.destroy());
    await checkConnection(db);
    await migrate(db);
    const keyVault = await openKeyVault(config, log, db);
    const newRootKey = await setUp({ db, clock }, config.rootKey);
    const { caches, feed } = connectCaches({ config, log, clock, db, connection });
    await feed.start();
    stops.push(() => feed.stop());
    const creditLedger = new CreditLedger({
      spend: (requests) => spendCredits(db, requests, clock.nowMs()),
      waitingMax: SPENDS_WAITING_MAX,
    });
    const limiter = new MemoryLimiter({ cellsMax: LIMIT_COUNTERS_MAX });
    const changes = changesOfHotPaths({ db, caches, clock });
    const service = { db, caches, creditLedger, limiter, clock, keyVault, ...changes };
    const housekeeping = () => startHousekeeping({ db, clock, log }, stops);
    return { ...service, newRootKey, failed, startHousekeeping: housekeeping, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What checks have to change now and then, although they do not touch the database themselves. */
function changesOfHotPaths(
  deps: ChangeDeps,
): Pick<RpcDeps, 'createNamespaces' | 'rehashImportedKey' | 'consumeOnce'> {
  return {
    createNamespaces: (call, names) => createNamespaces(deps, call, names),
    rehashImportedKey: (call, presented) => rehashImportedKey(deps, call, presented),
    consumeOnce: (call, attempt) => consumeOnce(deps, call, attempt),
  };
}

async function openKeyVault(
  { masterKeys }: Config,
  log: Logger,
  db: Db,
): Promise<KeyVault | undefined> {
  if (masterKeys === undefined) return undefined;
  await checkMasterKeys(db, masterKeys);
  return new KeyVault({
    masterKeys,
    onUnreadable: (key, err) =>
      log.error({ event: 'key_unreadable', ...key, err }, 'a recoverable key does not open'),
  });
}

function startHousekeeping(
  { db, clock, log }: { readonly db: Db; readonly clock: Clock; readonly log: Logger },
  stops: (() => Promise<void>)[],
): void {
  const onFailed = (err: unknown) => log.warn({ event: 'housekeeping_failed', err });
  const onRun = (run: RefillRun) => log.info({ event: 'credits_refilled', ...run });
  for (const job of [
    createAuditRetentionJob({ db, clock, onFailed }),
    createAnswerExpiryJob({ db, clock, onFailed }),
    createRefillJob({ db, clock, onRun, onFailed }),
  ]) {
    job.start();
    stops.push(() => job.stop());
  }
}

async function startDatabase(
  config: Config,
  log: Logger,
  stops: (() => Promise<void>)[],
): Promise<{ connection: DatabaseConnection; failed: Promise<string> }> {
  if (config.databaseUrl !== undefined) {
    return { connection: { connectionString: config.databaseUrl }, failed: new Promise(() => {}) };
  }
  const postgres = await startEmbeddedDatabase(config.dataDir, log);
  stops.push(() => postgres.stop());
  // Once stopped on purpose, nobody waits for this any more.
  const failed = postgres.exited.then((exit) => `PostgreSQL is gone: ${exit.detail}`);
  return { connection: postgres.connection, failed };
}

interface CacheParts {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly db: Db;
  readonly connection: DatabaseConnection;
}

/** Caches trust their entries while the feed is in contact; the feed tells caches what to drop. */
function connectCaches({ config, log, clock, db, connection }: CacheParts): {
  caches: Caches;
  feed: ChangeFeed;
} {
  const caches = createCaches({
    db,
    keysMax: config.keyCacheMax,
    isCurrent: () => feed.isCurrent(),
  });
  const feed = new ChangeFeed({
    connect: (events) => listenForChanges(connection, events),
    onChange: (change) => caches.apply(change),
    onGap: () => caches.dropAll(),
    onLost: (err) => log.warn({ event: 'change_feed_lost', err }, 'change feed lost, reconnecting'),
    maxStalenessMs: config.maxStalenessMs,
    clock,
  });
  return { caches, feed };
}
