import type { Analytics } from '../../engine/queries/analytics.js';
import { ChartCache } from '../../engine/queries/chart-cache.js';
import { QueryTurns } from '../../engine/queries/query-turns.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Step } from '../start-in-order.js';

interface Needs {
  readonly clock: Clock;
}

const CHARTS_BYTES_MAX = 8_388_608;

/** Two statements at once leave the other connections of the pool to changes and lists. */
const SUM_TURNS = { runningMax: 2, runningOfOneMax: 1, waitingMax: 100, waitingOfOneMax: 20 };

/** What answers questions about usage. */
export const queries: Step<Needs, { readonly analytics: Analytics }> = {
  name: 'queries',
  start({ clock }) {
    return {
      analytics: {
        analyst: () => undefined,
        freshness: async () => ({ lagMs: 0, sealedUntilMs: 0 }),
        charts: new ChartCache({ clock, bytesMax: CHARTS_BYTES_MAX }),
        sumTurns: new QueryTurns(SUM_TURNS),
      },
    };
  },
};
