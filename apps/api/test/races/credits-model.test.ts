import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreditLedger } from '../../src/engine/credits/credit-ledger.js';
import { spendingFrom } from '../../src/store/credits/credits.js';
import { balanceAt, refillLongestDue } from '../../src/store/credits/refills.js';
import { type Db, openDatabase } from '../../src/store/database/database.js';
import { inTransaction } from '../../src/store/database/transaction.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { isExplainedBySomeOrder, type Observed } from './serial-order.js';

/*
 * Short random histories of one key each: a few spends by three processes, changes, refills and
 * rerolls, all at once. All responses and the final row must be possible for some serial order.
 * Many histories run side by side, so that spends of different keys share statements.
 */

const HISTORIES = 2000;
const SIDE_BY_SIDE = 8;

/** Null: unlimited. */
type Balance = number | null;

type Action =
  | { readonly kind: 'spend'; readonly cost: number; readonly process: number }
  | { readonly kind: 'set'; readonly value: Balance }
  | { readonly kind: 'increment' | 'decrement'; readonly value: number }
  | { readonly kind: 'reroll' }
  | { readonly kind: 'refill' };

interface Step {
  readonly action: Action;
  /** After how many iterations of the event loop it starts. */
  readonly turns: number;
}

const amount = fc.nat(8);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('spend'), cost: amount, process: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('set'), value: fc.option(amount, { freq: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('increment', 'decrement'), value: amount }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reroll') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refill') }) },
);
/** The amount of a refill that is due, or null for none. */
const refillAmount = fc.option(fc.integer({ min: 1, max: 12 }));
const scenario = fc.record({
  start: fc.record({ remaining: amount, refillAmount }),
  steps: fc.array(fc.record({ action, turns: fc.nat(30) }), { minLength: 2, maxLength: 6 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

let harness: Harness;
let workspace: Workspace;
let others: Db[];
let ledgers: CreditLedger[];
let moment = 0;

beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  others = [1, 2].map(() =>
    openDatabase({
      connection: { connectionString: harness.databaseUrl },
      poolMax: 4,
      prepare: true,
      onConnectionLost: () => undefined,
    }),
  );
  ledgers = [harness.deps.db, ...others].map(
    (db) =>
      new CreditLedger({
        ...spendingFrom(db, () => harness.clock.nowMs()),
        waitingMax: 1000,
      }),
  );
});
afterAll(async () => {
  for (const db of others) await db.destroy();
  await harness.stop();
});

describe('isExplainedBySomeOrder', () => {
  const spent = (before: number, after: number, startedAt = 0, endedAt = 9): Observed<number> => {
    return { startedAt, endedAt, apply: (state) => (state === before ? after : undefined) };
  };

  it.each([
    ['one order that fits', [spent(2, 1), spent(3, 2)], 1, true],
    ['nothing', [], 3, true],
    ['a lost update', [spent(3, 2), spent(3, 2)], 2, false],
    ['an end that no request left', [spent(3, 2)], 3, false],
    ['an order that contradicts time', [spent(2, 1, 0, 1), spent(3, 2, 2, 3)], 1, false],
  ])('judges %s', (_, observed, end, explained) => {
    const isEnd = (state: number) => state === end;
    expect(isExplainedBySomeOrder({ initial: 3, observed, isEnd })).toBe(explained);
  });
});

it(`explains each of ${HISTORIES} histories by a serial order`, async () => {
  const seed = Date.now();
  const scenarios = fc.sample(scenario, { seed, numRuns: HISTORIES });
  const queue = await newKeys(scenarios);
  const play = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await playAndJudge(next.keyId, next.scenario, seed);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, play));
}, 300_000);

async function playAndJudge(keyId: string, { start, steps }: Scenario, seed: number) {
  const observed = await Promise.all(steps.map((step) => perform(keyId, step)));
  const end = await storedBalance(keyId);
  const initial: Balance = Math.max(start.remaining, start.refillAmount ?? 0);
  const isEnd = (balance: Balance) => balance === end;
  if (isExplainedBySomeOrder({ initial, observed, isEnd })) return;
  const story = { seed, start, end, observed };
  throw new Error(`No serial order explains this: ${JSON.stringify(story, null, 2)}`);
}

interface Told extends Observed<Balance> {
  readonly action: Action;
  readonly told: unknown;
}

async function perform(keyId: string, { action, turns }: Step): Promise<Told> {
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
  moment += 1;
  const startedAt = moment;
  const { told, apply } = await carryOut(keyId, action);
  moment += 1;
  return { action, told, apply, startedAt, endedAt: moment };
}

interface Outcome {
  readonly told: unknown;
  readonly apply: Observed<Balance>['apply'];
}

async function carryOut(keyId: string, action: Action): Promise<Outcome> {
  switch (action.kind) {
    case 'spend':
      return spend(keyId, action.cost, action.process);
    case 'reroll':
      return reroll(keyId);
    case 'refill':
      return refill();
    case 'set':
    case 'increment':
    case 'decrement':
      return change(keyId, action.kind, action.value);
  }
}

async function spend(keyId: string, cost: number, process: number): Promise<Outcome> {
  const told = await ledgers[process]?.spend({ workspaceId: workspace.id, keyId, cost });
  const apply = (before: Balance) => {
    if (before === null) return told?.balance === null && told.granted ? null : undefined;
    const granted = before >= cost;
    const balance = granted ? before - cost : before;
    return told?.granted === granted && told.balance === balance ? balance : undefined;
  };
  return { told, apply };
}

async function change(
  keyId: string,
  operation: 'set' | 'increment' | 'decrement',
  value: Balance,
): Promise<Outcome> {
  const { status, body } = await workspace.call('keys.updateCredits', { keyId, operation, value });
  const told = status === 200 ? (body.data.remaining as Balance) : status;
  const apply = (before: Balance) => {
    if (operation !== 'set' && before === null) return status === 400 ? before : undefined;
    const by = operation === 'increment' ? (value ?? 0) : -(value ?? 0);
    const after = operation === 'set' ? value : Math.max(0, (before ?? 0) + by);
    return status === 200 && after === told ? after : undefined;
  };
  return { told, apply };
}

/** The new key is not used, so its balance is what the reroll saw. */
async function reroll(keyId: string): Promise<Outcome> {
  const request = { keyId, expiration: 3_600_000 };
  const { body } = await workspace.call('keys.rerollKey', request);
  const told = await storedBalance(body.data.keyId);
  return { told, apply: (before) => (before === told ? before : undefined) };
}

/** Refills a key of this history or one beside it. It makes no difference when it happens. */
async function refill(): Promise<Outcome> {
  const [db = harness.deps.db] = others;
  const nowMs = harness.clock.nowMs();
  const told = await inTransaction(db, (tx) => refillLongestDue(tx, { countMax: 1, nowMs }));
  return { told, apply: (before) => before };
}

/** The balance as every process counts it: with a refill that is due. */
async function storedBalance(keyId: string): Promise<Balance> {
  const row = await harness.deps.db
    .selectFrom('keys')
    .select(balanceAt(harness.clock.nowMs()).as('balance'))
    .where('id', '=', keyId)
    .where('workspace_id', '=', workspace.id)
    .executeTakeFirstOrThrow();
  return row.balance;
}

/** One key for each scenario, like a key created through the API. */
async function newKeys(scenarios: readonly Scenario[]) {
  const { keyId: model } = await workspace.newKey({ credits: { remaining: 0 } });
  const nowMs = harness.clock.nowMs();
  const queue = scenarios.map((each, index) => ({ keyId: `${model}_${index}`, scenario: each }));
  const rows = queue.map(({ keyId, scenario: { start } }, index) => ({
    id: keyId,
    hash: keyId,
    credits_remaining: start.remaining,
    refill_amount: start.refillAmount,
    // Keys with an earlier turn are longer due, so that a refill meets a key in play.
    refill_due_at_ms: start.refillAmount === null ? null : nowMs - queue.length + index,
  }));
  await sql`
    insert into keys
    select (jsonb_populate_record(keys, wanted.fields)).*
    from keys, jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as wanted (fields)
    where keys.id = ${model}`.execute(harness.deps.db);
  return queue;
}
