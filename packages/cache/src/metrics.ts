/**
 * Where `withMetrics` sends what it measures.
 *
 * @example
 * const metrics: Metrics = { emit: (metric) => console.log(metric), flush: async () => {} };
 */
export interface Metrics<TMetric extends Record<string, unknown> = Record<string, unknown>> {
  emit(metric: TMetric): void;
  /** Sends what is still held. For the program's use before it ends; nothing here calls it. */
  flush(): Promise<void>;
}
