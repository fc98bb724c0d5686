import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Busy, SpendOutcome, SpendRequest } from '../../store/credits/credits.js';
import { CreditLedger } from './credit-ledger.js';

/**
 * Ledgers of several processes over the rows of one store. A statement sees the store when it
 * begins. It takes what it can at a later moment, as after a wait for the row lock, and its result
 * comes later still. In between, everything else may happen: other statements, gifts and failures.
 * A statement may also leave out keys, because another transaction has locked them.
 */

const KEYS = ['key_1', 'key_2'] as const;
type Key = (typeof KEYS)[number];

interface Statement {
  readonly requests: readonly SpendRequest[];
  readonly waits: boolean;
  readonly resolve: (outcomes: readonly (SpendOutcome | Busy)[]) => void;
  readonly reject: (reason: unknown) => void;
  before: ReadonlyMap<string, number> | undefined;
  outcomes: readonly (SpendOutcome | Busy)[] | undefined;
}

interface Spent {
  readonly key: Key;
  readonly cost: number;
  readonly arrivedAt: number;
  readonly answeredAt: number;
  readonly granted: boolean;
  readonly balance: number | null;
}

const DOWN = new Error('the store is down');

class World {
  /** The balances after each commit. */
  readonly history: ReadonlyMap<string, number>[];
  readonly statements: Statement[] = [];
  readonly spent: Spent[] = [];
  readonly waiting: Promise<void>[] = [];
  readonly ledgers = [0, 1, 2].map(
    () =>
      new CreditLedger({
        spend: (requests) => this.send(requests, false),
        spendWhenFree: async (request) => {
          const [outcome] = await this.send([request], true);
          if (outcome === 'busy') throw new Error('a waiting statement reports no busy key');
          return outcome;
        },
        waitingMax: 1000,
      }),
  );
  /** Credits that were taken by statements whose answer was lost. */
  lost = 0;
  answeredCount = 0;
  given: number;

  constructor(balances: readonly number[]) {
    this.history = [new Map(KEYS.map((key, index) => [key, balances[index] ?? 0]))];
    this.given = this.total();
  }

  get balances(): ReadonlyMap<string, number> {
    return this.history.at(-1) ?? new Map();
  }

  total(): number {
    return [...this.balances.values()].reduce((sum, balance) => sum + balance, 0);
  }

  set(key: string, balance: number): void {
    this.history.push(new Map([...this.balances, [key, balance]]));
  }

  spend(ledger: CreditLedger | undefined, key: Key, cost: number): void {
    const arrivedAt = this.history.length - 1;
    const answer = ledger?.spend({ workspaceId: 'ws_1', keyId: key, cost }).then(
      (result) => {
        if (result === undefined) throw new Error('no key has vanished');
        this.answeredCount += 1;
        this.spent.push({ key, cost, arrivedAt, answeredAt: this.history.length - 1, ...result });
      },
      (reason) => {
        this.answeredCount += 1;
        expect(reason).toBe(DOWN);
      },
    );
    if (answer !== undefined) this.waiting.push(answer);
  }

  send(requests: readonly SpendRequest[], waits: boolean) {
    return new Promise<(SpendOutcome | Busy)[]>((resolve, reject) => {
      const answer = (outcomes: readonly (SpendOutcome | Busy)[]) => resolve([...outcomes]);
      const statement = { requests, waits, resolve: answer, reject };
      this.statements.push({ ...statement, before: undefined, outcomes: undefined });
    });
  }

  begin(statement: Statement): void {
    statement.before ??= this.balances;
  }

  commit(statement: Statement, locked?: Key): void {
    this.begin(statement);
    statement.outcomes ??= statement.requests.map(({ keyId, total }) => {
      if (keyId === locked && !statement.waits) return 'busy';
      const seen = statement.before?.get(keyId) ?? 0;
      const balance = this.balances.get(keyId) ?? 0;
      // A row that did not qualify when the statement began is not looked at again.
      if (seen < total || balance < total) return { taken: false, balance: seen };
      this.set(keyId, balance - total);
      return { taken: true, balance: balance - total };
    });
  }

  deliver(statement: Statement): void {
    this.commit(statement);
    statement.resolve(statement.outcomes ?? []);
  }

  fail(statement: Statement): void {
    const taken = statement.outcomes?.map((outcome, index) =>
      outcome !== 'busy' && outcome.taken ? (statement.requests[index]?.total ?? 0) : 0,
    );
    this.lost += (taken ?? []).reduce((sum, total) => sum + total, 0);
    statement.reject(DOWN);
  }

  async finish(): Promise<void> {
    for (;;) {
      await turn();
      const statement = this.statements.shift();
      if (statement === undefined) break;
      this.deliver(statement);
    }
    await Promise.all(this.waiting);
  }
}

/**
 * Two iterations of the event loop. A result arrives in the first. The next statement is sent in
 * the second.
 */
async function turn(): Promise<void> {
  for (const _ of [1, 2]) await new Promise(setImmediate);
}

type Step = (world: World) => void | Promise<void>;

const anyKey = fc.constantFrom(...KEYS);

/** Something that happens to one of the statements under way. */
function toStatement(happens: (world: World, statement: Statement) => void, isOver: boolean) {
  return fc.nat(2).map(
    (index): Step =>
      (world) => {
        const at = index % Math.max(world.statements.length, 1);
        const [statement] = isOver
          ? world.statements.splice(at, 1)
          : world.statements.slice(at, at + 1);
        if (statement !== undefined) happens(world, statement);
      },
  );
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({ ledger: fc.nat(2), key: anyKey, cost: fc.nat(6) }).map(
      ({ ledger, key, cost }): Step =>
        (world) => {
          world.spend(world.ledgers[ledger], key, cost);
        },
    ),
    weight: 8,
  },
  { arbitrary: fc.constant<Step>(() => turn()), weight: 4 },
  { arbitrary: toStatement((world, statement) => world.begin(statement), false), weight: 2 },
  { arbitrary: toStatement((world, statement) => world.commit(statement), false), weight: 3 },
  ...KEYS.map((key) => ({
    arbitrary: toStatement((world, statement) => world.commit(statement, key), false),
    weight: 1,
  })),
  { arbitrary: toStatement((world, statement) => world.deliver(statement), true), weight: 5 },
  { arbitrary: toStatement((world, statement) => world.fail(statement), true), weight: 1 },
  {
    arbitrary: fc.record({ key: anyKey, gift: fc.nat(8) }).map(
      ({ key, gift }): Step =>
        (world) => {
          world.set(key, (world.balances.get(key) ?? 0) + gift);
          world.given += gift;
        },
    ),
    weight: 1,
  },
);

const scripts = fc.record({
  balances: fc.array(fc.nat(20), { minLength: 2, maxLength: 2 }),
  script: fc.array(steps, { maxLength: 60, size: 'max' }),
});

async function play({ balances, script }: { balances: number[]; script: Step[] }): Promise<World> {
  const world = new World(balances);
  for (const step of script) await step(world);
  await world.finish();
  return world;
}

it('invariant 1: grants exactly what left the rows, except in statements without a result', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (scenario) => {
      const world = await play(scenario);
      const granted = world.spent.reduce((sum, { granted, cost }) => sum + (granted ? cost : 0), 0);
      expect(granted + world.lost + world.total()).toBe(world.given);
    }),
    { numRuns: 1500 },
  );
});

it('invariant 2: denies only what exceeded a balance committed between arrival and answer', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (scenario) => {
      const world = await play(scenario);
      for (const { key, cost, arrivedAt, answeredAt, granted, balance } of world.spent) {
        const balances = world.history.slice(arrivedAt, answeredAt + 1).map((all) => all.get(key));
        if (granted) continue;
        expect(cost).toBeGreaterThan(balance ?? 0);
        expect(balances).toContain(balance);
      }
    }),
    { numRuns: 1500 },
  );
});

it('invariant 6: answers each spend once, and has none waiting then', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (scenario) => {
      const world = await play(scenario);
      expect(world.answeredCount).toBe(world.waiting.length);
      expect(world.ledgers.map(({ waiting }) => waiting)).toEqual([0, 0, 0]);
    }),
    { numRuns: 500 },
  );
});
