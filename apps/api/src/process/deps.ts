import path from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { type Caches, createCaches } from '../engine/caches/caches.js';
import { ChangeFeed } from '../engine/changes/change-feed.js';
import { CounterClaim } from '../engine/changes/counter-claim.js';
import { CreditLedger } from '../engine/credits/credit-ledger.js';
import { EventRecorder } from '../engine/events/recorder.js';
import { SpillFolder } from '../engine/events/spill-folder.js';
import { createAnswerExpiryJob } from '../engine/jobs/answer-expiry-job.js';
import { createAuditRetentionJob } from '../engine/jobs/audit-retention-job.js';
import {
  createEventRemovalJob,
  createEventRetentionJob,
} from '../engine/jobs/event-retention-job.js';
import { createRefillJob, type RefillRun } from '../engine/jobs/refill-job.js';
import type { SharedLimiter } from '../engine/limiter/shared-limiter.js';
import { KeyVault } from '../engine/vault/key-vault.js';
import { Overload } from '../http/admission/overload.js';
import { Traffic } from '../http/admission/traffic.js';
import type { Metrics } from '../http/probes/metrics.js';
import type { Clock } from '../lib/clock/clock.js';
import type { TimeSample } from '../lib/clock/clock-offset.js';
import { Lifetime } from '../lib/lifetime.js';
import { openMetrics } from '../metrics/open-metrics.js';
import type { ChangeDeps } from '../operations/change/commit-change.js';
import { createNamespaces } from '../operations/rate-limits/create-namespaces.js';
import { consumeOnce } from '../operations/verification/consume-once.js';
import { findImportedKey } from '../operations/verification/find-imported-key.js';
import type { RpcDeps } from '../rpc/define-rpc.js';
import { listenForChanges } from '../store/changes/change-listener.js';
import { spendingFrom } from '../store/credits/credits.js';
import type { DatabaseConnection, Db } from '../store/database/database.js';
import { createPing } from '../store/database/reachable.js';
import { prepareDatabase, startDatabase } from './start-database.js';
import { startLimiter } from './start-limiter.js';
import { STOP_TIMES } from './stop-times.js';

export interface Deps extends RpcDeps {
  readonly traffic: Traffic;
  readonly overload: Overload;
  /** `undefined`: there is no METRICS_TOKEN, so nobody may read them. */
  readonly metrics: Metrics | undefined;
  readonly recorder: EventRecorder;
  /** The limiter, if it counts in Redis. */
  readonly sharedLimiter: SharedLimiter | undefined;
  /** Whether the database answers checks; throws if it does not. */
  readonly pingDatabase: () => Promise<void>;
  /** Whether caches trust their entries; without the database, nothing is answered otherwise. */
  readonly isCurrent: () => boolean;
  /** Only when this start has made it up: shown to the operator, then forgotten. */
  readonly newRootKey: string | undefined;
  /** Resolves with the reason if the service can no longer do its work. */
  readonly failed: Promise<string>;
  /** Apart from the start, so that tests can let time pass without anything happening by itself. */
  startHousekeeping(): void;
  /** Returns whether nothing has failed; what has is in the log. */
  stop(): Promise<boolean>;
}

const SPENDS_WAITING_MAX = 5000;

/**
 * Starts everything that outlives a request, in order; `stop` undoes it in reverse, except that all
 * who may wait for the database stop at the same time: none of them needs another, and a database
 * that is silent makes each of them wait. Time is what `clock` shows; one that follows the
 * database's clock gets its samples by `onTime`.
 */
export async function startDeps(
  config: Config,
  log: Logger,
  clock: Clock,
  onTime: (sample: TimeSample) => void = () => undefined,
): Promise<Deps> {
  const lifetime = newLifetime(log);
  try {
    // First, because the database may get its root key below, which is shown only after a start.
    const { limiter, sharedLimiter, stop: stopLimiter } = await startLimiter(config, log, clock);
    lifetime.add({ name: 'redis', stop: stopLimiter });
    const database = await startDatabase(config, log);
    lifetime.add({ name: 'database', stop: () => database.stop() });
    const { connection, failed } = database;
    const preparation = { config, log, connection, clock, onTime };
    const { db, hotDb, stats: pool, newRootKey } = await prepareDatabase(preparation);
    const closeConnections = () => db.destroy();
    lifetime.add({
      name: 'connections',
      stop: closeConnections,
      limitMs: STOP_TIMES.connectionsMs,
    });
    const recorder = await openRecorder({ config, log, db, dataDir: database.dataDir });
    lifetime.add({ name: 'records', stop: () => stopRecorder(recorder, log) });
    const keyVault = openKeyVault(config, log);
    const counterClaim = createCounterClaim(log);
    const { caches, feed } = connectCaches({
      config,
      log,
      clock,
      db: hotDb,
      connection,
      counterClaim,
      onTime,
    });
    const limitMs = STOP_TIMES.databaseClientsMs;
    lifetime.addBeside({ name: 'change_feed', stop: () => feed.stop(), limitMs });
    await feed.start();
    counterClaim.require();
    const creditLedger = new CreditLedger({
      ...spendingFrom(hotDb, () => clock.nowMs()),
      waitingMax: SPENDS_WAITING_MAX,
    });
    const changes = changesOfHotPaths({ db, caches, clock });
    const service = { db, caches, creditLedger, limiter, recorder, clock, keyVault, ...changes };
    const traffic = new Traffic();
    const overload = new Overload({ traffic, nowMs: () => performance.now() });
    overload.start();
    lifetime.addBeside({ name: 'overload', stop: () => overload.stop() });
    const http = { traffic, overload };
    const metrics = openMetrics(config.metricsToken, {
      ...service,
      ...http,
      pool,
      feed,
      sharedLimiter,
    });
    const housekeeping = () => {
      recorder.start();
      startHousekeeping({ db, clock, log }, lifetime);
    };
    const stop = () => lifetime.stop();
    const pingDatabase = createPing(hotDb);
    const isCurrent = () => feed.isCurrent();
    const health = { pingDatabase, isCurrent };
    const state = { newRootKey, failed, startHousekeeping: housekeeping, stop };
    return { ...service, ...http, ...health, metrics, sharedLimiter, ...state };
  } catch (error) {
    await lifetime.stop();
    throw error;
  }
}

/** What is under way for longer ends with the process, and the database undoes it. */
function newLifetime(log: Logger): Lifetime {
  return new Lifetime({
    onFailed: (part, err) =>
      log.error({ event: 'stop_failed', part, err }, 'could not be stopped in order'),
    onLate: (part) => log.warn({ event: 'stop_overdue', part }, 'given up, as it does not end'),
  });
}

/** It keeps to a time of its own, because what it does at the end of it must not be given up. */
async function stopRecorder(recorder: EventRecorder, log: Logger): Promise<void> {
  const before = { ...recorder.stats.events };
  await recorder.stop();
  const spilled = recorder.stats.events.spilled - before.spilled;
  const lost = recorder.stats.events.lost - before.lost;
  if (spilled + lost === 0) return;
  const text =
    'the database has not taken all records; those on disk are written at the next start';
  log.warn({ event: 'events_left', spilled, lost }, text);
}

/** What checks have to change now and then, although they do not touch the database themselves. */
function changesOfHotPaths(
  deps: ChangeDeps,
): Pick<RpcDeps, 'createNamespaces' | 'findImportedKey' | 'consumeOnce'> {
  return {
    createNamespaces: (call, names) => createNamespaces(deps, call, names),
    findImportedKey: (call, presented) => findImportedKey(deps, call, presented),
    consumeOnce: (call, attempt) => consumeOnce(deps, call, attempt),
  };
}

async function openRecorder({
  config,
  log,
  db,
  dataDir,
}: {
  readonly config: Config;
  readonly log: Logger;
  readonly db: Db;
  readonly dataDir: string | undefined;
}): Promise<EventRecorder> {
  const onFailed = (err: unknown) => log.warn({ event: 'events_not_written', err });
  const stopLimitMs = STOP_TIMES.recordsMs;
  if (dataDir === undefined) {
    return new EventRecorder({ db, spill: undefined, stopLimitMs, onFailed });
  }
  const spill = await SpillFolder.open({
    dir: path.join(dataDir, 'events'),
    bytesMax: config.eventSpillMaxBytes,
    onFound({ unwritten, files }) {
      if (files > 0) log.info({ event: 'events_found', files }, 'events on disk will be written');
      if (unwritten === 0) return;
      const text = 'a process did not stop in order and has lost events, at most this many';
      log.warn({ event: 'events_unwritten', atMost: unwritten }, text);
    },
    onFailed: (err) => log.warn({ event: 'events_not_taken', err }),
  });
  return new EventRecorder({ db, spill, stopLimitMs, onFailed });
}

function openKeyVault({ masterKeys }: Config, log: Logger): KeyVault | undefined {
  if (masterKeys === undefined) return undefined;
  return new KeyVault({
    masterKeys,
    onUnreadable: (key, err) =>
      log.error({ event: 'key_unreadable', ...key, err }, 'a recoverable key does not open'),
  });
}

function startHousekeeping(
  { db, clock, log }: { readonly db: Db; readonly clock: Clock; readonly log: Logger },
  lifetime: Lifetime,
): void {
  const onFailed = (err: unknown) => log.warn({ event: 'housekeeping_failed', err });
  const onRun = (run: RefillRun) => log.info({ event: 'credits_refilled', ...run });
  for (const job of [
    createAuditRetentionJob({ db, clock, onFailed }),
    createAnswerExpiryJob({ db, clock, onFailed }),
    createEventRetentionJob({ db, clock, onFailed }),
    createEventRemovalJob({ db, clock, onFailed }),
    createRefillJob({ db, clock, onRun, onFailed }),
  ]) {
    job.start();
    const limitMs = STOP_TIMES.databaseClientsMs;
    lifetime.addBeside({ name: 'job', stop: () => job.stop(), limitMs });
  }
}

/** Counters in memory are right only while this process is the only one. */
function countsApart({ redisUrl, allowLocalCounters }: Config): boolean {
  return redisUrl === undefined && !allowLocalCounters;
}

function createCounterClaim(log: Logger): CounterClaim {
  return new CounterClaim({
    onConflict: () =>
      log.error({ event: 'counters_separate' }, 'another process counts rate limits for itself'),
    onResolved: () => log.info({ event: 'counters_together' }, 'that process is gone'),
  });
}

interface CacheParts {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly db: Db;
  readonly connection: DatabaseConnection;
  readonly counterClaim: CounterClaim;
  readonly onTime: (sample: TimeSample) => void;
}

/** Caches trust their entries while the feed is in contact; the feed tells caches what to drop. */
function connectCaches(parts: CacheParts): { caches: Caches; feed: ChangeFeed } {
  const { config, log, clock, db, connection, counterClaim, onTime } = parts;
  const caches = createCaches({
    db,
    keysMax: config.keyCacheMax,
    isCurrent: () => feed.isCurrent(),
  });
  const feed = new ChangeFeed({
    connect: (events) =>
      listenForChanges(connection, events, {
        mode: countsApart(config) ? 'exclusive' : 'shared',
        onHeld: (held) => counterClaim.observe(held),
      }),
    onChange: (change) => caches.apply(change),
    onGap: () => caches.dropAll(),
    onLost: (err) => log.warn({ event: 'change_feed_lost', err }, 'change feed lost, reconnecting'),
    onTime,
    maxStalenessMs: config.maxStalenessMs,
    clock,
  });
  return { caches, feed };
}
