/**
 * The receiver of what `withMetrics` measures.
 *
 * @example
 * const metrics: Metrics = { emit: (metric) => console.log(metric), flush: async () => {} };
 */
export interface Metrics<TMetric extends Record<string, unknown> = Record<string, unknown>> {
  emit(metric: TMetric): void;
  /** Sends buffered metrics. For the program, before it ends; this package never calls it. */
  flush(): Promise<void>;
}
