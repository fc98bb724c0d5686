import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import { type AnalyticsSink, openSink } from '../src/analytics/sink.js';
import { AnalyticsRelay } from '../src/engine/analytics/relay.js';
import { EventRecorder, type RecordedVerification } from '../src/engine/events/recorder.js';
import type { Db } from '../src/store/database/database.js';
import type { Adoption } from '../src/store/outbox/engines.js';
import { RelaySession } from '../src/store/outbox/relay-session.js';
import type { TestAnalytics } from './analytics-engine.js';
import { limitCheck, verification } from './events.js';
import type { Store } from './store.js';

export const DAY_MS = 86_400_000;

/** Engine and database remove what is old by their own clocks, so tests are about these days. */
export const TODAY_MS = Date.now() - (Date.now() % DAY_MS);
export const YESTERDAY_MS = TODAY_MS - DAY_MS;

/** The process is killed: its relay does nothing more, and its session ends. */
export class Killed extends Error {}

let workspaces = 0;

/** The engine is shared by the tests of a file, so each has a workspace of its own. */
export async function addWorkspace({ db }: Store): Promise<string> {
  workspaces += 1;
  const id = `ws_relayed_${workspaces}`;
  await db
    .insertInto('workspaces')
    .values({ id, name: 'Relayed', enabled: true, created_at_ms: 0 })
    .execute();
  return id;
}

interface TestRelayOptions {
  readonly store: Store;
  readonly engine: TestAnalytics;
  /** What stands between the relay and the engine. */
  readonly around?: (sink: AnalyticsSink) => AnalyticsSink;
  readonly outboxBytesMax?: number;
  readonly deliveredKeptMs?: number;
}

export interface TestRelay {
  readonly relay: AnalyticsRelay;
  readonly failures: unknown[];
  readonly adoptions: Adoption[];
  readonly lost: number[];
  /** Turns until nothing is left to do at once. */
  drain(): Promise<void>;
  /** Ends its session as the server does when the process is gone. */
  die(): Promise<void>;
}

/** A relay that works only when it is told to, as one of several processes. */
export function newRelay({
  store,
  engine,
  around = (sink) => sink,
  outboxBytesMax = 1_000_000_000,
  deliveredKeptMs = 2 * DAY_MS,
}: TestRelayOptions): TestRelay {
  const failures: unknown[] = [];
  const adoptions: Adoption[] = [];
  const lost: number[] = [];
  const sessions: RelaySession[] = [];
  const sink = around(openSink(engine.address));
  const connection = { connectionString: store.url };
  const openSession = async () => {
    const options = { connection, poolMax: 1, prepare: false, onConnectionLost: () => undefined };
    const session = await RelaySession.open(options);
    if (session !== undefined) sessions.push(session);
    return session;
  };
  const relay = new AnalyticsRelay({
    db: store.db,
    openSession,
    sink,
    outboxBytesMax,
    deliveredKeptMs,
    onFailed: (reason) => void failures.push(reason),
    onAdopted: (adoption) => void adoptions.push(adoption),
    onLost: (events) => void lost.push(events),
  });
  onTestFinished(() => relay.stop());
  return {
    relay,
    failures,
    adoptions,
    lost,
    async drain() {
      while ((await relay.turn()) < 1000);
    },
    async die() {
      for (const session of sessions) await session.close();
    },
  };
}

/** A process that records events into the outbox. */
function newOutboxRecorder(db: Db): EventRecorder {
  return new EventRecorder({
    db,
    spill: undefined,
    landing: () => 'outbox',
    stopLimitMs: 4000,
    onFailed: () => undefined,
  });
}

/** Records so many verifications and limit checks of a few keys, over some hours of the day. */
export async function recordSome(
  db: Db,
  workspaceId: string,
  { count, dayMs = TODAY_MS }: { readonly count: number; readonly dayMs?: number },
): Promise<void> {
  const recorder = newOutboxRecorder(db);
  for (let index = 0; index < count; index++) {
    recorder.verification(someVerification(workspaceId, index, dayMs));
    recorder.limitCheck(
      limitCheck({
        workspaceId,
        requestId: `check_${dayMs}_${index}`,
        timeMs: dayMs + (index % 5) * 3_600_000,
        identifier: `user_${index % 3}`,
        passed: index % 4 !== 0,
      }),
      true,
    );
  }
  await recorder.flush();
}

const CODES = ['VALID', 'RATE_LIMITED', 'USAGE_EXCEEDED'] as const;

function someVerification(workspaceId: string, index: number, dayMs: number): RecordedVerification {
  return verification({
    workspaceId,
    requestId: `req_${dayMs}_${index}`,
    timeMs: dayMs + (index % 7) * 3_600_000 + index,
    keyId: `key_${index % 11}`,
    externalId: index % 2 === 0 ? '' : `user "${index % 3}"`,
    tags: index % 3 === 0 ? ['path=/ü', 'plan=free'] : [],
    code: CODES[index % 3] ?? 'VALID',
    spentCredits: index % 5,
    latencyUs: 50 + index,
  });
}

interface Counted {
  readonly what: string;
  readonly count: number;
  readonly sum: number;
}

/** What PostgreSQL has counted per hour, key and outcome, or identifier. */
export async function sumsOfDatabase(db: Db, workspaceId: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select hour_ms || ' ' || key_id || ' ' || code as what, count,
      spent_credits + latency_us as sum
    from verifications_per_hour where workspace_id = ${workspaceId}
    union all
    select hour_ms || ' ' || identifier as what, count, (passed + cost)::bigint as sum
    from limit_checks_per_hour where workspace_id = ${workspaceId}
    order by 1`.execute(db);
  return rows;
}

const HOUR = 'intDiv(time, 3600000) * 3600000';

/** The same, counted over the single events in the engine. */
export async function sumsOfEngine(engine: TestAnalytics, workspaceId: string): Promise<Counted[]> {
  const verifications = await engine.select<Counted>(`
    SELECT concat(toString(${HOUR}), ' ', key_id, ' ', outcome) AS what,
      toFloat64(count()) AS count,
      toFloat64(sum(spent_credits) + sum(toInt64(round(latency * 1000)))) AS sum
    FROM unlatch.key_verifications_raw WHERE workspace_id = '${workspaceId}' GROUP BY what`);
  const checks = await engine.select<Counted>(`
    SELECT concat(toString(${HOUR}), ' ', identifier) AS what, toFloat64(count()) AS count,
      toFloat64(countIf(passed) + sum(tokens)) AS sum
    FROM unlatch.limit_checks_raw WHERE workspace_id = '${workspaceId}' GROUP BY what`);
  return [...verifications, ...checks].sort((a, b) => (a.what < b.what ? -1 : 1));
}

/** In raw tables, of all workspaces with such a name. */
export async function countInEngine(engine: TestAnalytics, workspaceId: string) {
  const [row] = await engine.select<{ events: number; different: number }>(`
    SELECT toFloat64(count()) AS events, toFloat64(uniqExact(request_id)) AS different
    FROM unlatch.key_verifications_raw WHERE workspace_id = '${workspaceId}'`);
  return row ?? { events: 0, different: 0 };
}
