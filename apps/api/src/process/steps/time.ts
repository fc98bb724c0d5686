import { sampleTime } from '../../lib/clock/agreed-clock.js';
import type { Db } from '../../store/database/database.js';
import { readDatabaseTimeMs } from '../../store/database/database-time.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

/** All processes use the same time: that of the database. */
export const time: Step<Pick<Basics, 'clock' | 'onTime'> & { readonly db: Db }, object> = {
  name: 'time',
  async start({ clock, onTime, db }) {
    onTime(await sampleTime(clock, () => readDatabaseTimeMs(db)));
    return {};
  },
};
