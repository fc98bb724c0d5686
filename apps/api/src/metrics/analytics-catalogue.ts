import type { RelayStats } from '../engine/analytics/relay-stats.js';
import { counter, gauge, histogram, ifAny } from './describe.js';
import type { Metric, Sources } from './sources.js';

const OUTCOMES = ['delivered', 'refused', 'lost', 'moved'] as const;

/**
 * Of the process that carries events to the analytics engine; absent where there is no engine. Of
 * all processes on a database, one at a time has the gauges.
 */
export const ANALYTICS_METRICS: readonly Metric[] = [
  gauge('unlatch_analytics_lag_seconds', 'How long the oldest undelivered batch has waited.', {
    together: 'max',
    read: whileLeading(({ backlog }) => backlog && backlog.lagMs / 1000),
  }),
  gauge('unlatch_analytics_outbox_events', 'Usage events that wait for the analytics engine.', {
    together: 'max',
    read: whileLeading(({ backlog }) => backlog?.events),
  }),
  gauge('unlatch_analytics_outbox_bytes', 'The same, in bytes in the database.', {
    together: 'max',
    read: whileLeading(({ backlog }) => backlog?.bytes),
  }),
  gauge(
    'unlatch_analytics_engine_up',
    '1 while the analytics engine answers, 0 while it does not.',
    {
      together: 'max',
      read: whileLeading(({ isEngineUp }) => (isEngineUp ? 1 : 0)),
    },
  ),
  gauge(
    'unlatch_analytics_staleness_seconds',
    'How long the oldest change of a past day or month has not been in its sums.',
    { together: 'max', read: whileLeading(({ stalenessMs }) => stalenessMs / 1000) },
  ),
  counter('unlatch_analytics_events_total', 'Usage events of the outbox, by what became of them.', {
    read: ({ analyticsRelay }) =>
      OUTCOMES.flatMap((outcome) => ifAny(analyticsRelay?.stats.events[outcome], { outcome })),
  }),
  counter('unlatch_analytics_groups_total', 'Groups of batches that the analytics engine took.', {
    read: ({ analyticsRelay }) => ifAny(analyticsRelay?.stats.groups),
  }),
  counter('unlatch_analytics_failed_total', 'Attempts to deliver that failed; each is repeated.', {
    read: ({ analyticsRelay }) => ifAny(analyticsRelay?.stats.failedTurns),
  }),
  histogram('unlatch_analytics_seal_seconds', 'Making the sums of a day or month.', {
    read: ({ analyticsRelay }) => ifAny(analyticsRelay?.stats.sealMs),
  }),
];

function whileLeading(pick: (stats: RelayStats) => number | undefined) {
  return ({ analyticsRelay }: Sources) =>
    analyticsRelay?.stats.isLeading === true ? ifAny(pick(analyticsRelay.stats)) : [];
}
