import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { TimeSample } from '../../lib/clock/clock-offset.js';

/** What exists before the first step. Each step names the part that it needs. */
export interface Basics {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** Gets the samples for a clock that follows the one of the database. */
  readonly onTime: (sample: TimeSample) => void;
}
