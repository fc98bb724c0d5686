import { createDatabase, type RunningService, startDatabaseProxy } from '@unlatch/testkit';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { call, callUntilTaken, newApi } from './harness.js';

const CALLERS = 8;

/** An empty database, and a session in it that no fault between service and database affects. */
export async function newDatabase() {
  const database = await createDatabase(inject('adminUrl'));
  onTestFinished(() => database.drop());
  const client = new pg.Client(database.url);
  await client.connect();
  onTestFinished(() => client.end());
  return { url: database.url, client };
}

/** The same, with a connection to it that can be made to fail. */
export async function newProxiedDatabase() {
  const database = await newDatabase();
  const proxy = await startDatabaseProxy(database.url);
  onTestFinished(() => proxy.close());
  return { ...database, proxy };
}

export async function newKey(service: RunningService): Promise<string> {
  const apiId = await newApi(service);
  return (await call(service, 'keys.createKey', { apiId })).data.key;
}

/**
 * Verifies and checks limits without end. Each caller stops when a request of its own gets no
 * response, or not the right one. Counts the responses, and the requests that ended without one.
 */
export function startRecordedLoad(
  service: RunningService,
  key: string,
  tags: readonly string[] = [],
) {
  const answered = { verifications: 0, limitChecks: 0 };
  const broken = { verifications: 0, limitChecks: 0 };
  const check = { namespace: 'requests', identifier: 'user_42', limit: 100, duration: 60_000 };
  const ask = async (kind: keyof typeof answered, name: string, body: object) => {
    const answer = await callUntilTaken(service, name, body).catch(() => undefined);
    const isGood = answer?.status === 200;
    (isGood ? answered : broken)[kind] += 1;
    return isGood;
  };
  let isOver = false;
  const callUntilItFails = async () => {
    while (
      !isOver &&
      (await ask('verifications', 'keys.verifyKey', { key, tags })) &&
      (await ask('limitChecks', 'ratelimit.limit', check))
    );
  };
  const over = Promise.all(Array.from({ length: CALLERS }, callUntilItFails));
  const stop = () => {
    isOver = true;
  };
  return { answered, broken, over, stop };
}

/** How many events there are, and how many different requests they belong to. */
export async function countRecords(client: pg.Client) {
  const { rows } = await client.query<{
    verifications: number;
    limitChecks: number;
    requests: number;
  }>(
    `select (select count(*)::int from verifications) as verifications,
      (select count(*)::int from limit_checks) as "limitChecks",
      (select count(distinct request_id)::int from (
        select request_id from verifications union all select request_id from limit_checks
      ) as records) as requests`,
  );
  const [counts] = rows;
  if (counts === undefined) throw new Error('counts were expected');
  return counts;
}

/** What `countRecords` finds when there is one event for each response. */
export function oneEach({
  verifications,
  limitChecks,
}: {
  readonly verifications: number;
  readonly limitChecks: number;
}) {
  return { verifications, limitChecks, requests: verifications + limitChecks };
}
