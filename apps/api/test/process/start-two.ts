import type { RunningService } from '@unlatch/testkit';
import { inject } from 'vitest';
import { start } from './harness.js';

/** Far more requests than fit into the round trip of a change. */
export const REQUESTS_MAX = 2000;

export const APART = { ALLOW_LOCAL_COUNTERS: 'true' };

export function sameDatabase({ databaseUrl, rootKey }: RunningService) {
  if (databaseUrl === undefined) throw new Error('a database was expected');
  return { DATABASE_URL: databaseUrl, UNLATCH_ROOT_KEY: rootKey };
}

export async function startTwo(): Promise<[RunningService, RunningService]> {
  const first = await start(APART, inject('adminUrl'));
  return [first, await start({ ...APART, ...sameDatabase(first) })];
}
