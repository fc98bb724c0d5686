import type { Metrics } from '../http/probes/metrics.js';
import { readEverywhere } from '../process/cluster/metrics-exchange.js';
import { createReader, METRICS_CONTENT_TYPE, renderReadings } from './readings.js';
import type { Sources } from './sources.js';

/** `undefined` without a token: no metric is observed that no scraper can read. */
export function openMetrics(token: string | undefined, sources: Sources): Metrics | undefined {
  if (token === undefined) return undefined;
  const readOfAll = readEverywhere(createReader(sources));
  return {
    token,
    contentType: METRICS_CONTENT_TYPE,
    read: async () => {
      const ofEachProcess = await readOfAll();
      return ofEachProcess === undefined ? undefined : renderReadings(ofEachProcess);
    },
  };
}
