import type { Migration } from 'kysely';
import * as initial from './0001-initial.js';
import * as events from './0002-events.js';
import * as eventBatches from './0003-event-batches.js';

/** Listed by hand, in order. A migration that has been released never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-events': events,
  '0003-event-batches': eventBatches,
};
