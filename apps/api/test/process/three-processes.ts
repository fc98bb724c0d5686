import { type RunningService, startService } from '@unlatch/testkit';
import { inject } from 'vitest';

/** Credits and changes do not depend on how rate limits are counted. */
const APART = { ALLOW_LOCAL_COUNTERS: 'true' };

export type Three = readonly [RunningService, RunningService, RunningService];

/**
 * Three processes of the service on one database. The third may reach it by another address. Stop
 * them with `stopAll`.
 */
export async function startThree(
  thirdEnv: (databaseUrl: string) => Promise<Readonly<Record<string, string>>> = async () => ({}),
): Promise<Three> {
  const first = await startService({ env: APART, adminUrl: inject('adminUrl') });
  const { databaseUrl, rootKey } = first;
  if (databaseUrl === undefined) throw new Error('a database was expected');
  const together = { ...APART, DATABASE_URL: databaseUrl, UNLATCH_ROOT_KEY: rootKey };
  const [second, third] = await Promise.all([
    startService({ env: together }),
    startService({ env: { ...together, ...(await thirdEnv(databaseUrl)) } }),
  ]);
  return [first, second, third];
}

/** Stops the first one last, because the database is removed with it. */
export async function stopAll(services: Three): Promise<void> {
  for (const service of [...services].reverse()) await service.stop();
}
