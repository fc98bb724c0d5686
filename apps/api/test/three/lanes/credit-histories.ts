import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Observed } from '../../races/serial-order.js';
import type { Ask, Sent } from '../client.js';
import { judgeOrder } from '../oracles/credit-oracle.js';
import { anyNode, type Course, createKey, type Lane, openLane, rest } from './lane.js';

/*
 * Short histories of one key each: a few bursts of spends, changes, refills and rerolls, over all
 * three processes, some of them repeated under an Idempotency-Key. The oracle looks for a serial
 * order that explains all answers and the balance at the end.
 */

const BURSTS_MAX = 3;
const ACTIONS_MAX = 4;
const REROLL_GRACE_MS = 86_400_000;
const DAY_MS = 86_400_000;

/** By key. Known once everything has settled. */
type Balances = ReadonlyMap<string, number>;

interface History {
  readonly subject: string;
  readonly keyId: string;
  readonly key: string;
  readonly initial: number;
  readonly observed: Observed<number>[];
}

export interface CreditHistories {
  readonly done: Promise<void>;
  /** How many histories have been played. */
  count(): number;
  /** After everything has settled. Returns how many histories were judged. */
  judge(): Promise<number>;
}

export function startCreditHistories(course: Course, name: string): CreditHistories {
  const lane = openLane(course, name);
  const histories: History[] = [];
  const settled = new Map<string, number>();
  const run = async () => {
    for (let number = 1; !lane.isOver(); number += 1) {
      histories.push(await playHistory(lane, { subject: `${name} ${number}`, settled }));
      if (!lane.isHealthy) await rest(lane);
    }
  };
  return {
    done: run(),
    count: () => histories.length,
    async judge() {
      for (const [keyId, balance] of await storedBalances(lane)) settled.set(keyId, balance);
      for (const { keyId, subject, initial, observed } of histories) {
        const end = settled.get(keyId) ?? Number.NaN;
        lane.findings.judged(subject, judgeOrder({ initial, observed, end }));
      }
      return histories.length;
    },
  };
}

async function playHistory(
  lane: Lane,
  { subject, settled }: { readonly subject: string; readonly settled: Balances },
): Promise<History> {
  const { random } = lane;
  const initial = random.below(9);
  const amount = random.between(1, 12);
  const hasRefill = random.chance(40);
  const refill = { interval: 'monthly', amount, refillDay: farDay() };
  const credits = { remaining: initial, ...(hasRefill && { refill }) };
  const { keyId, key } = await createKey(lane, subject, { credits });
  const history: History = { subject, keyId, key, initial, observed: [] };
  for (let burst = random.between(1, BURSTS_MAX); burst > 0; burst -= 1) {
    const actions = Array.from({ length: random.between(1, ACTIONS_MAX) }, () =>
      act(lane, history, { refillAmount: hasRefill ? amount : undefined, settled }),
    );
    history.observed.push(...(await Promise.all(actions)).flat());
  }
  return history;
}

interface ActionOptions {
  readonly refillAmount: number | undefined;
  readonly settled: Balances;
}

function act(
  lane: Lane,
  history: History,
  { refillAmount, settled }: ActionOptions,
): Promise<Observed<number>[]> {
  const percent = lane.random.below(100);
  if (percent < 55) return spend(lane, history);
  if (percent < 85) return change(lane, history);
  if (percent < 92 && refillAmount !== undefined) return refillDue(lane, history, refillAmount);
  return reroll(lane, history, settled);
}

async function spend(lane: Lane, { subject, key }: History): Promise<Observed<number>[]> {
  const cost = lane.random.below(5);
  const ask = { name: 'keys.verifyKey', body: { key, credits: { cost } }, subject };
  // What uses nothing up is judged anew each time.
  const attempted = cost === 0 ? await sendOnce(lane, ask) : await perhapsRepeat(lane, ask);
  return observe(attempted, (before, data) => {
    const granted = before >= cost;
    const balance = granted ? before - cost : before;
    const isTold = data.code === (granted ? 'VALID' : 'USAGE_EXCEEDED');
    return data === UNTOLD || (isTold && data.credits === balance) ? balance : undefined;
  });
}

async function change(lane: Lane, { subject, keyId }: History): Promise<Observed<number>[]> {
  const operation = lane.random.pick(['set', 'increment', 'decrement']);
  const value = lane.random.below(9);
  const body = { keyId, operation, value };
  const ask = { name: 'keys.updateCredits', body, subject };
  return observe(await perhapsRepeat(lane, ask), (before, data) => {
    const by = operation === 'increment' ? value : -value;
    const after = operation === 'set' ? value : Math.max(0, before + by);
    return data === UNTOLD || data.remaining === after ? after : undefined;
  });
}

/** As when its day comes. A statement past the services, because their clock cannot be moved. */
async function refillDue(
  lane: Lane,
  { subject, keyId }: History,
  amount: number,
): Promise<Observed<number>[]> {
  const startedAt = performance.now();
  const statement = 'update keys set refill_due_at_ms = 1 where id = $1';
  const isUnknown = await lane.world.query(statement, [keyId]).then(
    () => false,
    () => true,
  );
  lane.findings.note(subject, `refill of ${amount} falls due${isUnknown ? ' or not' : ''}`);
  const apply = (before: number) => Math.max(before, amount);
  return [{ startedAt, endedAt: performance.now(), apply, isUnknown }];
}

/** No request spends from the new key, so it keeps the balance that the reroll saw. */
async function reroll(
  lane: Lane,
  { subject, keyId }: History,
  settled: Balances,
): Promise<Observed<number>[]> {
  const body = { keyId, expiration: REROLL_GRACE_MS };
  const ask = { name: 'keys.rerollKey', body, subject };
  return observe(await perhapsRepeat(lane, ask), (before, data) => {
    return data === UNTOLD || settled.get(data.keyId) === before ? before : undefined;
  });
}

/** In place of the data of an answer that did not come. */
const UNTOLD = { code: undefined, credits: undefined, remaining: undefined, keyId: undefined };

interface Attempted {
  readonly startedAt: number;
  readonly endedAt: number;
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  readonly data: any;
}

function observe(
  { startedAt, endedAt, data }: Attempted,
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  apply: (before: number, data: any) => number | undefined,
): Observed<number>[] {
  const isUnknown = data === UNTOLD;
  return [{ startedAt, endedAt, isUnknown, apply: (before) => apply(before, data) }];
}

/**
 * One request; or the same one at up to three processes at once, under an Idempotency-Key. All
 * that are answered are answered alike, and the effect has happened before the first answer.
 */
async function perhapsRepeat(lane: Lane, ask: Ask): Promise<Attempted> {
  if (!lane.random.chance(35)) return sendOnce(lane, ask);
  const idempotencyKey = randomUUID();
  const nodes = Array.from({ length: lane.random.between(1, 3) }, () => anyNode(lane));
  const sending = nodes.map((node) => lane.client.send(node, { ...ask, idempotencyKey }));
  return attemptOf(lane, ask, await Promise.all(sending));
}

async function sendOnce(lane: Lane, ask: Ask): Promise<Attempted> {
  return attemptOf(lane, ask, [await lane.client.send(anyNode(lane), ask)]);
}

function attemptOf({ findings }: Lane, ask: Ask, sent: readonly Sent[]): Attempted {
  const startedAt = Math.min(...sent.map(({ sentMs }) => sentMs));
  const answers = sent.flatMap(({ endedMs, outcome }) =>
    outcome.kind === 'answered' ? [{ endedMs, data: outcome.data }] : [],
  );
  const [first] = answers;
  if (first === undefined) return { startedAt, endedAt: performance.now(), data: UNTOLD };
  if (answers.some(({ data }) => !isDeepStrictEqual(data, first.data))) {
    findings.violation(ask.subject, 'one Idempotency-Key was answered in two ways');
  }
  const endedAt = Math.min(...answers.map(({ endedMs }) => endedMs));
  return { startedAt, endedAt, data: first.data };
}

/** With a refill that is due, as every process counts. */
async function storedBalances({ world }: Lane): Promise<Balances> {
  const rows = await world.query<{ id: string; balance: number }>(
    `select id, case when refill_due_at_ms <= 1 then greatest(credits_remaining, refill_amount)
       else credits_remaining end::int as balance
     from keys where credits_remaining is not null`,
  );
  return new Map(rows.map(({ id, balance }) => [id, balance]));
}

/** A day of the month that does not come while the test runs. */
function farDay(): number {
  return new Date(Date.now() + 14 * DAY_MS).getUTCDate() % 28 || 1;
}
