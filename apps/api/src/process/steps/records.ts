import path from 'node:path';
import type { Logger } from 'pino';
import { EventRecorder } from '../../engine/events/recorder.js';
import { SpillFolder } from '../../engine/events/spill-folder.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { AnalyticsParts } from './analytics.js';
import type { Basics } from './basics.js';
import type { DatabaseParts } from './database.js';

interface Records {
  /** It writes on its own only after a separate start; see the step `housekeeping`. */
  readonly recorder: EventRecorder;
}

/** Where usage events wait for the database, in memory and on disk. */
export const records: Step<
  Pick<Basics, 'config' | 'log'> &
    Pick<DatabaseParts, 'dataDir'> &
    Pick<AnalyticsParts, 'landing'> & { readonly db: Db },
  Records
> = {
  name: 'records',
  async start({ config, log, db, dataDir, landing }) {
    const spill =
      dataDir === undefined
        ? undefined
        : await openSpillFolder(path.join(dataDir, 'events'), config.eventSpillMaxBytes, log);
    const recorder = new EventRecorder({
      db,
      spill,
      landing: () => landing.current,
      region: config.region,
      stopLimitMs: STOP_TIMES.recordsMs,
      onFailed: (err) => log.warn({ event: 'events_not_written', err }),
    });
    return { recorder };
  },
  // It enforces its limit itself, because its last work must not be given up.
  stop: ({ recorder, log }) => stopRecorder(recorder, log),
  waitsForDatabase: true,
};

function openSpillFolder(dir: string, bytesMax: number, log: Logger): Promise<SpillFolder> {
  return SpillFolder.open({
    dir,
    bytesMax,
    onFound({ unwritten, files }) {
      if (files > 0) log.info({ event: 'events_found', files }, 'events on disk will be written');
      if (unwritten === 0) return;
      const text = 'a process did not stop in order and has lost events, at most this many';
      log.warn({ event: 'events_unwritten', atMost: unwritten }, text);
    },
    onFailed: (err) => log.warn({ event: 'events_not_taken', err }),
  });
}

async function stopRecorder(recorder: EventRecorder, log: Logger): Promise<void> {
  const before = { ...recorder.stats.events };
  await recorder.stop();
  const spilled = recorder.stats.events.spilled - before.spilled;
  const lost = recorder.stats.events.lost - before.lost;
  if (spilled + lost === 0) return;
  const text = 'the database has not taken all events; those on disk are written at the next start';
  log.warn({ event: 'events_left', spilled, lost }, text);
}
