import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { EventRecorder } from '../engine/events/recorder.js';
import type { SharedLimiter } from '../engine/limiter/shared-limiter.js';
import type { Overload } from '../http/admission/overload.js';
import type { Traffic } from '../http/admission/traffic.js';
import type { Metrics } from '../http/probes/metrics.js';
import type { Clock } from '../lib/clock/clock.js';
import type { RpcDeps } from '../rpc/rpc.js';
import { startInOrder } from './start-in-order.js';
import type { Basics } from './steps/basics.js';
import { changeFeed, firstContact } from './steps/change-feed.js';
import { checks } from './steps/checks.js';
import { connections, reachableDatabase } from './steps/connections.js';
import { database } from './steps/database.js';
import { housekeeping } from './steps/housekeeping.js';
import { keyVault } from './steps/key-vault.js';
import { limiter } from './steps/limiter.js';
import { metrics } from './steps/metrics.js';
import { overload } from './steps/overload.js';
import { records } from './steps/records.js';
import { rootKey } from './steps/root-key.js';
import { knownSchema, schema } from './steps/schema.js';
import { time } from './steps/time.js';

/** Everything that outlives a request. */
export interface Service extends RpcDeps {
  readonly traffic: Traffic;
  readonly overload: Overload;
  /** `undefined`: there is no METRICS_TOKEN, so the service does not show its metrics. */
  readonly metrics: Metrics | undefined;
  readonly recorder: EventRecorder;
  /** The limiter, if it counts in Redis. */
  readonly sharedLimiter: SharedLimiter | undefined;
  /** Whether the database answers checks; throws if it does not. */
  readonly pingDatabase: () => Promise<void>;
  /** Whether caches trust their entries; without the database, nothing is answered otherwise. */
  readonly isCurrent: () => boolean;
  /** Only when this start has generated it: shown to the operator, then forgotten. */
  readonly newRootKey: string | undefined;
  /** Resolves with the reason if the service can no longer do its work. */
  readonly databaseGone: Promise<string>;
  /** Once the service listens. */
  startHousekeeping(): void;
  /** Returns whether nothing has failed; what has is in the log. */
  stop(): Promise<boolean>;
}

/** Starts all but the port, from first to last; the stop goes from last to first. */
export async function startService(
  config: Config,
  log: Logger,
  clock: Clock,
  onTime: Basics['onTime'] = () => undefined,
): Promise<Service> {
  const { given, stop } = await startInOrder<Basics>({ config, log, clock, onTime })
    // First: a Redis that cannot be used refuses the start before a database is changed.
    .step(limiter)
    .step(database)
    .step(connections)
    // Before the first real statement, so that a wrong DATABASE_URL is one clear sentence.
    .step(reachableDatabase)
    // Before anything asks for the time: until it is agreed on, that is an error.
    .step(time)
    .step(schema)
    // After the schema, since it reads a table; before anything is encrypted or shown.
    .step(keyVault)
    // Before those that wait for the database, which stop together.
    .step(overload)
    // After the schema, since it may begin to write. After the connections, which stop later.
    .step(records)
    // Before the port opens: what is answered from memory must hear of changes.
    .step(changeFeed)
    // Before anything is counted: two processes must not count apart.
    .step(firstContact)
    // After the first contact, which keeps breaking migrations away.
    .step(knownSchema)
    // Beside the others that wait for the database. Its work begins when the service listens.
    .step(housekeeping)
    .step(checks)
    // After all that has numbers to read.
    .step(metrics)
    // Last: it is shown only after a start, so no step after this one may refuse the start.
    .step(rootKey)
    .run();
  return { ...given, stop };
}
