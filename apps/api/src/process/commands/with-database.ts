import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { createAgreedClock } from '../../lib/clock/agreed-clock.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { startInOrder } from '../start-in-order.js';
import { connections, reachableDatabase } from '../steps/connections.js';
import { visitedDatabase } from '../steps/database.js';
import { schema } from '../steps/schema.js';
import { time } from '../steps/time.js';
import type { Outcome } from './outcome.js';

/** Runs the work of a command on the database of the service, which may run beside it. */
export async function withDatabase(
  config: Config,
  log: Logger,
  work: (deps: { readonly db: Db; readonly clock: Clock }) => Promise<Outcome>,
): Promise<Outcome> {
  const clock = createAgreedClock();
  const { given, stop } = await startInOrder({ config, log, clock, onTime: clock.observe })
    .step(visitedDatabase)
    .step(connections)
    .step(reachableDatabase)
    .step(time)
    .step(schema)
    .run();
  let isStoppedInOrder = false;
  let outcome: Outcome;
  try {
    outcome = await work({ db: given.db, clock });
  } finally {
    isStoppedInOrder = await stop();
  }
  return isStoppedInOrder ? outcome : { ...outcome, exitCode: 1 };
}
