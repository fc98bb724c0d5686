import type { CacheStats } from '../engine/caches/snapshot-cache.js';
import { VERSION } from '../lib/version.js';
import { ANALYTICS_METRICS } from './analytics-catalogue.js';
import { counter, gauge, histogram, ifAny, one, snakeCase } from './describe.js';
import type { Metric, NumberMetric, Sources } from './sources.js';

/**
 * Every metric of the service itself. The library adds those of the process. Dashboards and alerts
 * depend on the names and labels, so they stay. Labels hold only what there is a fixed number of:
 * never a key, a workspace or an identifier.
 */
export const METRICS: readonly Metric[] = [
  gauge('unlatch_build_info', 'Always 1, with the version of the service and of Node.', {
    together: 'max',
    read: () => [{ labels: { version: VERSION, node: process.version }, value: 1 }],
  }),
  counter('unlatch_requests_total', 'Answered requests, by operation and class of status.', {
    read: ({ traffic }) =>
      [...traffic.operations].flatMap(([operation, { answersByClass }]) =>
        answersByClass.flatMap((value, statusClass) =>
          value === 0 ? [] : [{ labels: { operation, status: `${statusClass}xx` }, value }],
        ),
      ),
  }),
  histogram('unlatch_request_seconds', 'From the headers of a request to its response.', {
    read: ({ traffic }) =>
      [...traffic.operations].flatMap(([operation, { answerMs, answersByClass }]) =>
        answersByClass.every((count) => count === 0)
          ? []
          : [{ labels: { operation }, value: answerMs }],
      ),
  }),
  counter(
    'unlatch_requests_shed_total',
    'Requests refused because the process had no time for them, by priority.',
    {
      read: ({ traffic }) =>
        Object.entries(traffic.shed).map(([priority, value]) => ({ labels: { priority }, value })),
    },
  ),
  gauge('unlatch_connections', 'Open connections of clients.', {
    read: ({ connections }) => one(connections.open),
  }),
  counter(
    'unlatch_connections_closed_total',
    'Connections closed because there were too many, by bound: of the process, or of a client.',
    {
      read: ({ connections }) =>
        Object.entries(connections.closed).map(([bound, value]) => ({ labels: { bound }, value })),
    },
  ),
  gauge('unlatch_untaken_bytes', 'Answers that their clients have not read yet, in bytes.', {
    read: ({ untaken }) => one(untaken.ownBytes),
  }),
  counter(
    'unlatch_untaken_destroyed_total',
    'Connections closed because their clients did not read their answers.',
    { read: ({ untaken }) => one(untaken.destroyed) },
  ),
  gauge('unlatch_requests_waiting', 'Requests waiting for the database or for Redis.', {
    read: ({ traffic }) => one(traffic.waiting),
  }),
  counter('unlatch_verifications_total', 'Verifications, by the code of the answer.', {
    read: ({ recorder }) =>
      Object.entries(recorder.stats.verifications).map(([code, value]) => ({
        labels: { code },
        value,
      })),
  }),
  counter('unlatch_limit_checks_total', 'Checks of ratelimit.*, by outcome.', {
    read: ({ recorder }) =>
      Object.entries(recorder.stats.limitChecks).map(([outcome, value]) => ({
        labels: { outcome },
        value,
      })),
  }),
  gauge('unlatch_limit_counters', 'Rate-limit counters in memory.', {
    read: ({ limiter }) => one(limiter.counters.size),
  }),
  counter('unlatch_limit_counters_evicted_total', 'Counters evicted to make room for others.', {
    read: ({ limiter }) => one(limiter.counters.evictions),
  }),
  ...cacheMetrics(),
  ...feedMetrics(),
  ...databaseMetrics(),
  ...creditMetrics(),
  ...eventMetrics(),
  ...ANALYTICS_METRICS,
  ...redisMetrics(),
];

function cacheMetrics(): readonly NumberMetric[] {
  const perCache = (pick: (stats: CacheStats) => number) => ({
    read: ({ caches }: Sources) =>
      [
        ['keys', caches.keys.stats] as const,
        ['root_keys', caches.rootKeys.stats] as const,
        ['namespaces', caches.namespaces.stats] as const,
        ['key_migrations', caches.keyMigrations.stats] as const,
      ].map(([cache, stats]) => ({ labels: { cache }, value: pick(stats) })),
  });
  return [
    counter(
      'unlatch_cache_hits_total',
      'Look-ups answered from memory.',
      perCache((s) => s.hits),
    ),
    counter(
      'unlatch_cache_misses_total',
      'Look-ups that waited for a load.',
      perCache((s) => s.misses),
    ),
    counter(
      'unlatch_cache_fills_total',
      'Loads of an entry; several look-ups may share one.',
      perCache((s) => s.fills),
    ),
    counter(
      'unlatch_cache_evictions_total',
      'Entries evicted to make room for others.',
      perCache((s) => s.evictions),
    ),
    gauge(
      'unlatch_cache_entries',
      'Entries in memory.',
      perCache((s) => s.size),
    ),
  ];
}

function feedMetrics(): readonly NumberMetric[] {
  return [
    gauge('unlatch_change_feed_live', '1 while changes arrive, 0 while reconnecting.', {
      together: 'min',
      read: ({ feed }) => one(feed.isLive() ? 1 : 0),
    }),
    gauge('unlatch_change_feed_staleness_seconds', 'All changes older than this are known.', {
      together: 'max',
      read: ({ feed }) => one(feed.stalenessMs() / 1000),
    }),
    counter('unlatch_change_feed_connects_total', 'Connections made.', {
      read: ({ feed }) => one(feed.stats.connects),
    }),
    counter('unlatch_change_feed_changes_total', 'Changes received.', {
      read: ({ feed }) => one(feed.stats.changes),
    }),
    counter('unlatch_change_feed_gaps_total', 'Changes not understood.', {
      read: ({ feed }) => one(feed.stats.gaps),
    }),
  ];
}

const WRITE_FAILURES = ['disk_full', 'disk_error', 'read_only'] as const;

function databaseMetrics(): readonly NumberMetric[] {
  return [
    gauge('unlatch_database_connections', 'Connections, by what they do.', {
      read: ({ pool: { total, idle } }) => [
        { labels: { state: 'busy' }, value: total - idle },
        { labels: { state: 'idle' }, value: idle },
      ],
    }),
    gauge('unlatch_database_waiting', 'Statements waiting for a connection.', {
      read: ({ pool }) => one(pool.waiting),
    }),
    gauge('unlatch_database_writes_failing', '1 while the database takes no writes, by cause.', {
      together: 'max',
      read: ({ writeHealth }) =>
        WRITE_FAILURES.map((cause) => ({
          labels: { cause },
          value: writeHealth.failure === cause ? 1 : 0,
        })),
    }),
    counter('unlatch_database_writes_failed_total', 'Statements that failed so, by cause.', {
      read: ({ writeHealth }) =>
        WRITE_FAILURES.map((cause) => ({ labels: { cause }, value: writeHealth.stats[cause] })),
    }),
    counter('unlatch_database_refused_total', 'Statements refused: too many waited.', {
      read: ({ pool }) => one(pool.refused),
    }),
    counter('unlatch_database_given_up_total', 'Statements without an answer in time.', {
      read: ({ pool }) => one(pool.givenUp),
    }),
  ];
}

function creditMetrics(): readonly Metric[] {
  return [
    counter('unlatch_credit_spends_total', 'Spends that were queued.', {
      read: ({ creditLedger }) => one(creditLedger.stats.spends),
    }),
    counter('unlatch_credit_spends_refused_total', 'Spends refused: too many waited.', {
      read: ({ creditLedger }) => one(creditLedger.stats.refused),
    }),
    counter('unlatch_credit_busy_total', 'Times that a batch found a key locked.', {
      read: ({ creditLedger }) => one(creditLedger.stats.busy),
    }),
    gauge('unlatch_credit_spends_waiting', 'Spends that wait for their answer.', {
      read: ({ creditLedger }) => one(creditLedger.waiting),
    }),
    counter('unlatch_credit_batches_failed_total', 'Credit statements that failed.', {
      read: ({ creditLedger }) => one(creditLedger.stats.failedBatches),
    }),
    histogram('unlatch_credit_batch_spends', 'Spends in one credit statement.', {
      unit: 1,
      read: ({ creditLedger }) => one(creditLedger.stats.batchSize),
    }),
    histogram('unlatch_credit_batch_seconds', 'Duration of a credit statement.', {
      read: ({ creditLedger }) => one(creditLedger.stats.batchMs),
    }),
  ];
}

function eventMetrics(): readonly NumberMetric[] {
  return [
    gauge('unlatch_events_buffered', 'Usage events in memory.', {
      read: ({ recorder }) => one(recorder.buffered.count),
    }),
    gauge('unlatch_events_spilled_bytes', 'Usage events on disk, not yet written.', {
      read: ({ recorder }) => one(recorder.spilledBytes),
    }),
    counter('unlatch_events_total', 'Usage events, by what became of them.', {
      read: ({ recorder }) =>
        (['written', 'spilled', 'lost', 'damaged'] as const).map((outcome) => ({
          labels: { outcome },
          value: recorder.stats.events[outcome],
        })),
    }),
    counter(
      'unlatch_event_batches_failed_total',
      'Failed attempts to write a batch; each is repeated.',
      {
        read: ({ recorder }) => one(recorder.stats.events.failedWrites),
      },
    ),
  ];
}

/** Absent where limits are counted in memory. */
function redisMetrics(): readonly Metric[] {
  const decided = ['refused', 'decidedLocally', 'deniedLocally', 'merged'] as const;
  const failed = ['timeouts', 'failures'] as const;
  return [
    counter('unlatch_redis_calls_total', 'Calls made.', {
      read: ({ sharedLimiter }) => ifAny(sharedLimiter?.stats.calls),
    }),
    counter('unlatch_redis_calls_failed_total', 'Calls that failed, by kind.', {
      read: ({ sharedLimiter }) =>
        failed.flatMap((kind) => ifAny(sharedLimiter?.stats[kind], { kind })),
    }),
    counter('unlatch_redis_without_total', 'Decisions and counts made without Redis, by kind.', {
      read: ({ sharedLimiter }) =>
        decided.flatMap((kind) => ifAny(sharedLimiter?.stats[kind], { kind: snakeCase(kind) })),
    }),
    counter('unlatch_redis_lost_total', 'Times that the process stopped asking Redis.', {
      read: ({ sharedLimiter }) => ifAny(sharedLimiter?.stats.breakerOpened),
    }),
    histogram('unlatch_redis_call_seconds', 'Duration of a call.', {
      read: ({ sharedLimiter }) => ifAny(sharedLimiter?.latencyMs),
    }),
  ];
}
