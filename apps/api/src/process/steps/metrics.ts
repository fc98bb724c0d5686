import type { Metrics } from '../../http/probes/metrics.js';
import { openMetrics } from '../../metrics/open-metrics.js';
import type { Sources } from '../../metrics/sources.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

interface MetricsParts {
  /** `undefined`: there is no METRICS_TOKEN, so the service does not show its metrics. */
  readonly metrics: Metrics | undefined;
}

export const metrics: Step<Pick<Basics, 'config'> & Sources, MetricsParts> = {
  name: 'metrics',
  start: ({ config, ...sources }) => ({ metrics: openMetrics(config.metricsToken, sources) }),
};
