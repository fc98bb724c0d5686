import { randomUUID } from 'node:crypto';
import {
  type CrashingPostgres,
  type FaultProxy,
  type RunningService,
  startCrashingPostgres,
  startDatabaseProxy,
  startService,
} from '@unlatch/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/*
 * A verification that spends credits is stopped at each of its messages to and from PostgreSQL, and
 * there the service, or PostgreSQL, is killed. The key has a refill that is due, so the spend takes
 * all the statements that it can take.
 */

const SHARED = { UNLATCH_ROOT_KEY: 'unkey_of_the_await_points', ALLOW_LOCAL_COUNTERS: 'true' };
const PATIENCE = { timeout: 60_000, interval: 20 };
/** No chunk for this long: nothing is under way but the change feed. */
const QUIET_MS = 150;
const REMAINING = 5;
const REFILLED = 20;
const COST = 3;
/** After a crash the messages come in other pieces, and the one after the commit may be missed. */
const ROUNDS_MAX = 5;

let postgres: CrashingPostgres;
let proxy: FaultProxy & { readonly url: string };
let survivor: RunningService;
let victim: RunningService;
let apiId: string;

beforeAll(async () => {
  postgres = await startCrashingPostgres('points');
  proxy = await startDatabaseProxy(postgres.url(), { uncounted: 'unlatch_echo' });
  survivor = await startService({ env: { ...SHARED, DATABASE_URL: postgres.url() } });
  victim = await startVictim();
  apiId = (await call(survivor, 'apis.createApi', { name: 'Points' })).data.apiId;
}, 120_000);
afterAll(async () => {
  proxy.pass();
  await victim.stop();
  await survivor.stop();
  await proxy.close();
  await postgres.stop();
}, 60_000);

function startVictim(): Promise<RunningService> {
  return startService({ env: { ...SHARED, DATABASE_URL: proxy.url } });
}

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  readonly data: any;
}

async function call(
  { url, rootKey }: RunningService,
  name: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/v2/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const { data } = (await response.json()) as { data?: unknown };
  return { status: response.status, data };
}

interface Subject {
  readonly keyId: string;
  readonly spend: (service: RunningService) => Promise<Answer>;
}

async function newSubject(isRepeatable: boolean): Promise<Subject> {
  const refill = { interval: 'daily', amount: REFILLED };
  const credits = { remaining: REMAINING, refill };
  const { data } = await call(survivor, 'keys.createKey', { apiId, credits });
  await query('update keys set refill_due_at_ms = 1 where id = $1', [data.keyId]);
  const headers = isRepeatable ? { 'idempotency-key': randomUUID() } : {};
  const body = { key: data.key, credits: { cost: COST } };
  return {
    keyId: data.keyId,
    spend: (service) => call(service, 'keys.verifyKey', body, headers),
  };
}

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postgres.url() });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** What the key has lost of what the refill gave it, once no other session is at work. */
async function settledSpend(keyId: string): Promise<number> {
  await vi.waitFor(async () => {
    const busy = await query(
      `select from pg_stat_activity where datname = current_database() and state <> 'idle'
       and pid <> pg_backend_pid()`,
    );
    expect(busy).toHaveLength(0);
  }, PATIENCE);
  const rows = await query<{ balance: number }>(
    `select case when refill_due_at_ms = 1 then greatest(credits_remaining, refill_amount)
       else credits_remaining end::int as balance from keys where id = $1`,
    [keyId],
  );
  return REFILLED - (rows[0]?.balance ?? Number.NaN);
}

/**
 * The victim knows the root key, has an open connection for spends, and nothing of it is under way.
 * Opening one would add messages to the first spend after a crash.
 */
async function untilReady(): Promise<void> {
  const { spend } = await patiently(() => newSubject(false));
  await patiently(async () => {
    for (const service of [survivor, victim]) expect((await spend(service)).status).toBe(200);
  });
  let [count, sinceMs] = [-1, 0];
  await vi.waitFor(() => {
    if (count !== proxy.chunkCount()) [count, sinceMs] = [proxy.chunkCount(), performance.now()];
    expect(performance.now() - sinceMs).toBeGreaterThan(QUIET_MS);
  }, PATIENCE);
}

/** Until PostgreSQL has recovered, requests are refused. */
function patiently<T>(work: () => Promise<T>): Promise<T> {
  return vi.waitFor(work, PATIENCE);
}

interface Point {
  readonly direction: string;
  readonly answer: Answer | undefined;
  readonly subject: Subject;
}

/** `undefined`: the verification has fewer messages than that, and was answered. */
async function breakAt(
  point: number,
  { isRepeatable, strike }: { isRepeatable: boolean; strike: () => Promise<void> },
): Promise<Point | undefined> {
  await untilReady();
  const subject = await newSubject(isRepeatable);
  const held = proxy.holdChunk(point);
  const asked = subject.spend(victim).catch(() => undefined);
  const direction = await Promise.race([held, asked.then(() => undefined)]);
  if (direction === undefined) {
    proxy.pass();
    expect((await asked)?.data).toMatchObject({ code: 'VALID', credits: REFILLED - COST });
    return undefined;
  }
  await strike();
  proxy.pass();
  return { direction, answer: await asked, subject };
}

async function killService(): Promise<void> {
  await victim.kill();
}

async function restartService(): Promise<void> {
  await victim.stop();
  victim = await startVictim();
}

async function crashPostgres(): Promise<void> {
  await postgres.crash();
}

const STRIKES = [
  { what: 'the service', strike: killService, repair: restartService },
  { what: 'PostgreSQL', strike: crashPostgres, repair: async () => undefined },
];

describe.each(STRIKES)('a kill of $what at each message of a spend', ({ what, strike, repair }) => {
  it.each([
    { kind: 'plain', isRepeatable: false },
    { kind: 'repeatable', isRepeatable: true },
  ])(
    'charges a $kind one once at most, and every VALID',
    async ({ kind, isRepeatable }) => {
      const charged: number[] = [];
      for (let round = 0; round < ROUNDS_MAX && new Set(charged).size < 2; round++) {
        charged.push(...(await chargesAtEachPoint({ isRepeatable, strike, repair })));
      }
      const isCharged = charged.map((spent) => (spent === 0 ? '-' : '+')).join('');
      process.stdout.write(
        `${kind} spend, ${what} killed at ${charged.length} points: ${isCharged}\n`,
      );
      // Both sides of the commit were among them.
      expect(new Set(charged)).toEqual(new Set([0, COST]));
    },
    300_000,
  );
});

/** What the key has paid after a strike at the first message, at the second, and so on. */
async function chargesAtEachPoint({
  isRepeatable,
  strike,
  repair,
}: Omit<(typeof STRIKES)[number], 'what'> & { isRepeatable: boolean }): Promise<number[]> {
  const charged: number[] = [];
  for (let point = 1; ; point += 1) {
    const broken = await breakAt(point, { isRepeatable, strike });
    if (broken === undefined) return charged;
    const { answer, subject } = broken;
    await repair();
    const spent = await settledSpend(subject.keyId);
    expect([0, COST]).toContain(spent);
    if (answer?.status === 200) expect(spent).toBe(COST);
    charged.push(spent);
    if (isRepeatable) await expectOneEffect(subject);
  }
}

/** However often and wherever the request is repeated. */
async function expectOneEffect(subject: Subject): Promise<void> {
  await vi.waitFor(async () => {
    const { data } = await subject.spend(survivor);
    expect(data).toMatchObject({ code: 'VALID', credits: REFILLED - COST });
  }, PATIENCE);
  const [first, again] = [await subject.spend(survivor), await subject.spend(survivor)];
  expect(again).toEqual(first);
  expect(await settledSpend(subject.keyId)).toBe(COST);
}
