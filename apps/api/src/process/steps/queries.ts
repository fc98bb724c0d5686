import { openReader } from '../../analytics/clickhouse-reader.js';
import type { AnalyticsReader } from '../../analytics/reader.js';
import type { Analytics } from '../../engine/queries/analytics.js';
import { ChartCache } from '../../engine/queries/chart-cache.js';
import { createAnalyst } from '../../engine/queries/create-analyst.js';
import { createFreshness } from '../../engine/queries/freshness.js';
import { QueryTurns } from '../../engine/queries/query-turns.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import type { AnalyticsParts } from './analytics.js';
import type { AnalyticsEngineParts } from './analytics-engine.js';

type Needs = Pick<AnalyticsEngineParts, 'engineAddress'> &
  Pick<AnalyticsParts, 'landing'> & { readonly clock: Clock; readonly db: Db };

interface QueryParts {
  readonly analytics: Analytics;
  readonly analyticsReader: (AnalyticsReader & { close(): Promise<void> }) | undefined;
}

const CHARTS_BYTES_MAX = 8_388_608;

/** Two statements at once leave the other connections of the pool to changes and lists. */
const SUM_TURNS = { runningMax: 2, runningOfOneMax: 1, waitingMax: 100, waitingOfOneMax: 20 };

/** What answers questions about usage. */
export const queries: Step<Needs, QueryParts> = {
  name: 'queries',
  start({ clock, db, engineAddress, landing }) {
    const analyticsReader = engineAddress && openReader(engineAddress);
    const analyst = analyticsReader && createAnalyst(analyticsReader, { clock });
    return {
      analyticsReader,
      analytics: {
        // Before a relay has reached an engine, none has events.
        analyst: () => (landing.current === 'outbox' ? analyst : undefined),
        freshness: createFreshness({ db, clock }),
        charts: new ChartCache({ clock, bytesMax: CHARTS_BYTES_MAX }),
        sumTurns: new QueryTurns(SUM_TURNS),
      },
    };
  },
  stop: ({ analyticsReader }) => analyticsReader?.close(),
};
