import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { LandingChoice } from '../engine/analytics/landing.js';
import type { AnalyticsRelay } from '../engine/analytics/relay.js';
import type { EventRecorder } from '../engine/events/recorder.js';
import type { SharedLimiter } from '../engine/limiter/shared-limiter.js';
import type { RootKeyUses } from '../engine/root-keys/root-key-uses.js';
import type { Admission } from '../http/admission/create-admission.js';
import type { Metrics } from '../http/probes/metrics.js';
import type { Clock } from '../lib/clock/clock.js';
import type { RootKeyUse } from '../operations/installation/set-up.js';
import type { RpcDeps } from '../rpc/rpc.js';
import type { Database } from '../store/database/database.js';
import type { WriteHealth } from '../store/database/write-health.js';
import { startInOrder } from './start-in-order.js';
import { analytics } from './steps/analytics.js';
import { type AnalyticsEngineParts, analyticsEngine } from './steps/analytics-engine.js';
import type { Basics } from './steps/basics.js';
import { changeFeed, firstContact } from './steps/change-feed.js';
import { checks } from './steps/checks.js';
import { connections, reachableDatabase } from './steps/connections.js';
import { database } from './steps/database.js';
import { housekeeping } from './steps/housekeeping.js';
import { keyVault } from './steps/key-vault.js';
import { limiter } from './steps/limiter.js';
import { mail } from './steps/mail.js';
import { metrics } from './steps/metrics.js';
import { overload } from './steps/overload.js';
import { people } from './steps/people.js';
import { queries } from './steps/queries.js';
import { records } from './steps/records.js';
import { rootKey } from './steps/root-key.js';
import { rootKeyUses } from './steps/root-key-uses.js';
import { knownSchema, schema } from './steps/schema.js';
import { ownSetupLink, type SetupLinkParts } from './steps/setup-link.js';
import { time } from './steps/time.js';

/** Everything that outlives a request. */
export interface Service extends RpcDeps, Admission {
  /** `undefined`: there is no METRICS_TOKEN, so the service does not show its metrics. */
  readonly metrics: Metrics | undefined;
  readonly dbFor: Database['dbFor'];
  readonly recorder: EventRecorder;
  readonly rootKeyUses: RootKeyUses;
  /** Where the analytics engine is, whether it answers or not. `undefined`: there is none. */
  readonly engineAddress: AnalyticsEngineParts['engineAddress'];
  /** `undefined`: there is no engine. */
  readonly analyticsRelay: AnalyticsRelay | undefined;
  readonly landing: LandingChoice;
  /** The limiter, if it counts in Redis. `undefined`: it counts in memory. */
  readonly sharedLimiter: SharedLimiter | undefined;
  /** Resolves if the database answers checks, and rejects if it does not. */
  readonly pingDatabase: () => Promise<void>;
  /** Whether the database takes writes. */
  readonly writeHealth: WriteHealth;
  /** Whether caches trust their entries. If not, every answer needs the database. */
  readonly isCurrent: () => boolean;
  /** What became of the configured root key. A new one is shown to the operator, then forgotten. */
  readonly rootKeyUse: RootKeyUse;
  /** Of the link for the first person. It is treated in the same way. */
  readonly setupToken: SetupLinkParts['setupToken'];
  /** Resolves with the reason if the service can no longer work. */
  readonly databaseGone: Promise<string>;
  /** Call it once the service listens. */
  startHousekeeping(): void;
  /** Returns whether every part stopped without failure. The log has the failures. */
  stop(): Promise<boolean>;
}

/** Starts everything except the port, from first to last. The stop goes from last to first. */
export async function startService(
  config: Config,
  log: Logger,
  clock: Clock,
  onTime: Basics['onTime'] = () => undefined,
): Promise<Service> {
  const { given, stop } = await startInOrder<Basics>({ config, log, clock, onTime })
    // First: a Redis that can never be used stops the start before a database is changed.
    .step(limiter)
    .step(database)
    // Early, because it takes a while to be there, and nothing waits for it. It stops late, after
    // all parts that ask it.
    .step(analyticsEngine)
    .step(connections)
    // Before the first real statement, so that a wrong DATABASE_URL gives one clear sentence.
    .step(reachableDatabase)
    // Before any part asks for the time. Until the processes agree on it, asking is an error.
    .step(time)
    .step(schema)
    // After the schema, since it reads a table. Before anything is encrypted or decrypted.
    .step(keyVault)
    // Before the parts that wait for the database, which stop together.
    .step(overload)
    // Beside the other parts that wait for the database. Its work begins when the service listens.
    .step(analytics)
    // After the schema, since it may begin to write. After the connections, so that they stop
    // later.
    .step(records)
    // Beside the other parts that wait for the database.
    .step(rootKeyUses)
    // Before the port opens: answers from memory depend on news of changes.
    .step(changeFeed)
    // Before anything is counted: two processes must not count separately.
    .step(firstContact)
    // After the first contact, which excludes breaking migrations from then on.
    .step(knownSchema)
    // Beside the other parts that wait for the database. Its work begins when the service listens.
    .step(housekeeping)
    .step(checks)
    .step(people)
    .step(mail)
    .step(queries)
    // After all parts whose numbers it reads.
    .step(metrics)
    // Last: it is shown only after a complete start, so no later step may refuse the start.
    .step(rootKey)
    // After the workspace is there.
    .step(ownSetupLink)
    .run();
  return { ...given, stop };
}
