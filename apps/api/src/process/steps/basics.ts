import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { TimeSample } from '../../lib/clock/clock-offset.js';

/** What is there before the first step. A step names the part of it that it needs. */
export interface Basics {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** A clock that follows the one of the database gets its samples here. */
  readonly onTime: (sample: TimeSample) => void;
}
