import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
import { METRICS } from './catalogue.js';
import type { HistogramMetric, Metric, NumberMetric, Sources } from './sources.js';

/** What one process reports at one moment, as plain data, which prom-client uses too. */
export type Readings = readonly object[];

export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Starts to observe the process itself. Each call of the result reads everything. */
export function createReader(sources: Sources): () => Promise<Readings> {
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return async () => [
    ...(await ofProcess.getMetricsAsJSON()),
    ...METRICS.map((metric) => readMetric(metric, sources)),
  ];
}

/** As text, summed over all processes that share a port. */
export function renderReadings(ofEachProcess: readonly Readings[]): Promise<string> {
  return AggregatorRegistry.aggregate(ofEachProcess.map((readings) => [...readings])).metrics();
}

function readMetric(metric: Metric, sources: Sources): object {
  const { name, help, type } = metric;
  if (metric.type === 'histogram') {
    return { name, help, type, aggregator: 'sum', values: toBuckets(metric, sources) };
  }
  return {
    name,
    help,
    type,
    aggregator: metric.together ?? 'sum',
    values: toValues(metric, sources),
  };
}

function toValues({ read }: NumberMetric, sources: Sources) {
  return read(sources).map(({ labels = {}, value }) => ({ labels, value }));
}

/** In the format, each bucket also counts what is in the buckets below it. */
function toBuckets({ name, unit, read }: HistogramMetric, sources: Sources) {
  return read(sources).flatMap(({ labels = {}, value: { bounds, counts, sum } }) => {
    let count = 0;
    const buckets = counts.map((inBucket, index) => {
      count += inBucket;
      const bound = bounds[index];
      const le = bound === undefined ? '+Inf' : String(bound * unit);
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: sum * unit },
      { metricName: `${name}_count`, labels, value: count },
    ];
  });
}
