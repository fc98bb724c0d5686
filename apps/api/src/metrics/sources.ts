import type { AnalyticsRelay } from '../engine/analytics/relay.js';
import type { Caches } from '../engine/caches/caches.js';
import type { ChangeFeed } from '../engine/changes/change-feed.js';
import type { CreditLedger } from '../engine/credits/credit-ledger.js';
import type { EventRecorder } from '../engine/events/recorder.js';
import type { Limiter } from '../engine/limiter/limiter.js';
import type { SharedLimiter } from '../engine/limiter/shared-limiter.js';
import type { OpenConnections } from '../http/admission/open-connections.js';
import type { Traffic } from '../http/admission/traffic.js';
import type { Untaken } from '../http/admission/untaken.js';
import type { Histogram } from '../lib/histogram.js';
import type { PoolStats } from '../store/database/connection-pool.js';
import type { WriteHealth } from '../store/database/write-health.js';

/** Where the numbers are. They are read at each scrape, and never written from here. */
export interface Sources {
  readonly caches: Caches;
  readonly feed: ChangeFeed;
  readonly creditLedger: CreditLedger;
  readonly limiter: Limiter;
  /** `undefined`: limits are counted in memory. */
  readonly sharedLimiter: SharedLimiter | undefined;
  readonly recorder: EventRecorder;
  /** `undefined`: there is no analytics engine. */
  readonly analyticsRelay: AnalyticsRelay | undefined;
  readonly pool: PoolStats;
  readonly writeHealth: WriteHealth;
  readonly traffic: Traffic;
  readonly untaken: Untaken;
  readonly connections: OpenConnections;
}

/** One sample of a metric: the value for one combination of labels. */
export interface Reading<Value> {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: Value;
}

interface Described {
  readonly name: string;
  readonly help: string;
}

export interface NumberMetric extends Described {
  readonly type: 'counter' | 'gauge';
  /** How to combine the values of processes that share a port: the sum, or the worst of them. */
  readonly together?: 'sum' | 'max' | 'min';
  readonly read: (sources: Sources) => readonly Reading<number>[];
}

export interface HistogramMetric extends Described {
  readonly type: 'histogram';
  /** The size of one recorded value in the unit of the metric, such as 0.001 for ms in s. */
  readonly unit: number;
  readonly read: (sources: Sources) => readonly Reading<Histogram>[];
}

export type Metric = NumberMetric | HistogramMetric;
