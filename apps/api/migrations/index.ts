import type { Migration } from 'kysely';
import * as initial from './0001-initial.js';

/** Listed by hand, in order. A migration that has been released never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
};
