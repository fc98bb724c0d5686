import type { Logger } from 'pino';
import type { EngineAddress } from '../../analytics/client.js';
import { AnalyticsFailure } from '../../analytics/failures.js';
import { openSink } from '../../analytics/sink.js';
import { LandingChoice } from '../../engine/analytics/landing.js';
import { AnalyticsRelay } from '../../engine/analytics/relay.js';
import type { DatabaseOptions, Db } from '../../store/database/database.js';
import type { Adoption } from '../../store/outbox/engines.js';
import { RelaySession } from '../../store/outbox/relay-session.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { AnalyticsEngineParts } from './analytics-engine.js';
import type { Basics } from './basics.js';

/** Where events land, and what carries them on to the engine. */
export interface AnalyticsParts {
  readonly landing: LandingChoice;
  /** `undefined`: there is no engine. It works only after a separate start, see `housekeeping`. */
  readonly analyticsRelay: AnalyticsRelay | undefined;
}

export const analytics: Step<
  Pick<Basics, 'config' | 'log'> &
    Pick<AnalyticsEngineParts, 'engineAddress'> & {
      readonly db: Db;
      readonly databaseOptions: DatabaseOptions;
    },
  AnalyticsParts
> = {
  name: 'analytics',
  async start({ config, log, db, databaseOptions, engineAddress }) {
    const landing = new LandingChoice({
      db,
      isWanted: engineAddress !== undefined,
      onFailed: (err) => log.debug({ event: 'analytics_not_asked', err }),
    });
    // After the first start, no event lands as a row, and no query is refused for want of an engine.
    await landing.ask();
    if (engineAddress === undefined) return { landing, analyticsRelay: undefined };
    const analyticsRelay = new AnalyticsRelay({
      db,
      openSession: () => RelaySession.open(databaseOptions),
      sink: openSink(engineAddress),
      outboxBytesMax: config.analytics.outboxMaxBytes,
      deliveredKeptMs: config.analytics.outboxKeptHours * HOUR_MS,
      onFailed: (reason) => logFailure(log, reason, engineAddress),
      onAdopted: (adoption) =>
        log.info({ event: 'analytics_adopted', adoption }, ADOPTED[adoption]),
      onLost: (events) => log.error({ event: 'analytics_lost', events }, LOST),
    });
    return { landing, analyticsRelay };
  },
  async stop({ landing, analyticsRelay }) {
    await Promise.all([landing.stop(), analyticsRelay?.stop()]);
  },
  stopLimitMs: STOP_TIMES.databaseClientsMs,
  waitsForDatabase: true,
};

/** An engine of ours that is away is told about by the step that runs it. */
function logFailure(log: Logger, reason: unknown, { kind }: EngineAddress): void {
  const event = 'analytics_not_delivered';
  if (!(reason instanceof AnalyticsFailure)) log.warn({ event, err: reason }, WAITING);
  else if (kind === 'server') log.warn({ event, reason: reason.message }, WAITING);
  else log.info({ event, reason: reason.message }, WAITING);
}

const HOUR_MS = 3_600_000;

const WAITING = 'usage events wait in the database for the analytics engine';
const LOST = 'the outbox is full: the oldest usage events never reach the analytics engine';
const ADOPTED: Readonly<Record<Adoption, string>> = {
  current: 'the analytics engine has its tables',
  new: 'the analytics engine is a new one: it gets all events that the database still has',
  former:
    'the analytics engine was in use before another one: events of the time between are missing there',
};
