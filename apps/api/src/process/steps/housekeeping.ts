import type { LandingChoice } from '../../engine/analytics/landing.js';
import type { AnalyticsRelay } from '../../engine/analytics/relay.js';
import type { EventRecorder } from '../../engine/events/recorder.js';
import { createAnswerExpiryJob } from '../../engine/jobs/answer-expiry-job.js';
import { createAuditRetentionJob } from '../../engine/jobs/audit-retention-job.js';
import { createDeletedApisJob } from '../../engine/jobs/deleted-apis-job.js';
import { createDeletedRowsJob } from '../../engine/jobs/deleted-rows-job.js';
import {
  createEventRemovalJob,
  createEventRetentionJob,
} from '../../engine/jobs/event-retention-job.js';
import type { HousekeepingJob } from '../../engine/jobs/housekeeping-job.js';
import { createPeopleJob } from '../../engine/jobs/people-job.js';
import { createRefillJob } from '../../engine/jobs/refill-job.js';
import { SearchIndexJob } from '../../engine/jobs/search-index-job.js';
import type { RootKeyUses } from '../../engine/root-keys/root-key-uses.js';
import type { DatabaseOptions, Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';

interface Housekeeping {
  readonly jobs: readonly (HousekeepingJob | SearchIndexJob)[];
  /**
   * From this call on, jobs run, events and uses of root keys are written, and events are delivered. It is separate from
   * the start of the step, because the service listens first. Tests also let time pass without any
   * job running.
   */
  startHousekeeping(): void;
}

type HousekeepingParts = Pick<Basics, 'config' | 'clock' | 'log'> & {
  readonly db: Db;
  readonly databaseOptions: DatabaseOptions;
};

export const housekeeping: Step<
  HousekeepingParts & {
    readonly recorder: EventRecorder;
    readonly rootKeyUses: RootKeyUses;
    readonly landing: LandingChoice;
    readonly analyticsRelay: AnalyticsRelay | undefined;
  },
  Housekeeping
> = {
  name: 'job',
  start({ recorder, rootKeyUses, landing, analyticsRelay, ...parts }) {
    const jobs = createJobs(parts);
    const startHousekeeping = () => {
      recorder.start();
      rootKeyUses.start();
      landing.start();
      analyticsRelay?.start();
      for (const job of jobs) job.start();
    };
    return { jobs, startHousekeeping };
  },
  async stop({ jobs }) {
    await Promise.all(jobs.map((job) => job.stop()));
  },
  stopLimitMs: STOP_TIMES.databaseClientsMs,
  waitsForDatabase: true,
};

function createJobs({
  config,
  clock,
  log,
  db,
  databaseOptions,
}: HousekeepingParts): Housekeeping['jobs'] {
  const onFailed = (err: unknown) => log.warn({ event: 'housekeeping_failed', err });
  const parts = { db, clock, onFailed };
  return [
    createAuditRetentionJob(parts),
    createAnswerExpiryJob(parts),
    createDeletedApisJob(parts),
    createDeletedRowsJob({ ...parts, keptDays: config.deletedRetentionDays }),
    createEventRetentionJob(parts),
    createEventRemovalJob({ ...parts, requestDays: config.requestLogDays }),
    createPeopleJob(parts),
    createRefillJob({ ...parts, onRun: (run) => log.info({ event: 'credits_refilled', ...run }) }),
    new SearchIndexJob({
      db,
      databaseOptions,
      onBuilt: (index) => log.info({ event: 'search_index_built', index }),
      onFailed,
    }),
  ];
}
