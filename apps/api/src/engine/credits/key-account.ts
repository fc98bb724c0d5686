import { settleSpends } from '../../domain/credits/settle-spends.js';
import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import type { SpendAnswer, SpendRequest } from '../../store/credits/credits.js';

export interface Spend {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly cost: number;
}

/** `balance`: after this spend if granted, else what there was. `null`: the key is unlimited. */
export interface SpendResult {
  readonly granted: boolean;
  readonly balance: number | null;
}

/** A spend that is not answered yet. */
export interface WaitingSpend extends Spend {
  readonly resolve: (result: SpendResult | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

type AccountState = 'QUEUED' | 'IN_BATCH' | 'BUSY' | 'AWAITED' | 'SETTLED';

const ACCOUNT: StateTable<AccountState> = {
  name: 'account of a key',
  next: {
    QUEUED: ['IN_BATCH'],
    IN_BATCH: ['QUEUED', 'BUSY', 'SETTLED'],
    BUSY: ['AWAITED'],
    AWAITED: ['QUEUED', 'SETTLED'],
    SETTLED: [],
  },
};

const NONE: readonly WaitingSpend[] = [];

/**
 * The spends of one key that are not answered yet. The ledger has one account for each such key.
 *
 * QUEUED    No statement is under way for the key. A new spend joins those that wait.
 *           → IN_BATCH: the next batch takes the key.
 * IN_BATCH  The statement of a batch tries to pay. New spends wait behind it.
 *           → SETTLED: the answer settles all, and no spend has come.
 *           → QUEUED: spends are left, or new ones have come.
 *           → BUSY: another transaction holds the row lock. Nothing was taken.
 * BUSY      The key waits for its turn to be awaited. New spends wait behind.
 *           → AWAITED: fewer than two other keys are awaited.
 * AWAITED   A statement of its own waits for the row lock. New spends wait behind that statement.
 *           → SETTLED or QUEUED: the statement has answered, as for IN_BATCH.
 * SETTLED   All spends are answered. The ledger forgets the account; the next spend opens another.
 *
 * What an answer does to the spends that waited when its statement began:
 * - The key is gone or unlimited, or the statement failed: all are answered so.
 * - The statement took the sum: those that it tried are granted. The others wait for the next one.
 * - The balance was too low: `settleSpends` divides. A spend that costs more than the balance is
 *   denied. Those that fit together are tried next. The rest waits for what that leaves.
 *
 * Invariants:
 * 1. Until it is answered, a spend is in one of two places: among those that wait, or behind the
 *    statement under way. It is answered once.
 * 2. An answer judges only spends that arrived before its statement was sent.
 * 3. Spends are considered in the order of their arrival.
 *
 * Full: the ledger refuses a spend before it gets here. A failure is not kept: what comes behind a
 * failed statement is tried by the next one.
 */
export class KeyAccount {
  readonly name: string;
  readonly #workspaceId: string;
  readonly #keyId: string;
  #state: AccountState = 'QUEUED';
  #waiting: WaitingSpend[];
  /** Those among the waiting that the next statement tries to pay for; none: all of them. */
  #tried: readonly WaitingSpend[] = NONE;
  /** What has arrived since the statement was sent. */
  #behind: WaitingSpend[] = [];

  constructor(name: string, first: WaitingSpend) {
    this.name = name;
    this.#workspaceId = first.workspaceId;
    this.#keyId = first.keyId;
    this.#waiting = [first];
  }

  get state(): AccountState {
    return this.#state;
  }

  /** How many spends the statement under way tries to pay for. */
  get triedCount(): number {
    return this.#tried.length;
  }

  /** How many spends a lock of another transaction keeps back, beyond those that met it. */
  get keptBackCount(): number {
    return this.#state === 'BUSY' || this.#state === 'AWAITED' ? this.#behind.length : 0;
  }

  add(spend: WaitingSpend): void {
    if (this.#state === 'QUEUED') this.#waiting.push(spend);
    else this.#behind.push(spend);
  }

  /** What the statement of a batch is to take. */
  joinBatch(): SpendRequest {
    this.#enter('IN_BATCH');
    if (this.#tried.length === 0) this.#tried = this.#waiting;
    return this.#request();
  }

  /** The batch has left the key out. */
  becomeBusy(): void {
    this.#enter('BUSY');
  }

  /** What the statement that waits for the row lock is to take. */
  awaitLock(): SpendRequest {
    this.#enter('AWAITED');
    return this.#request();
  }

  /** The statement under way has ended. */
  settle(answer: SpendAnswer): void {
    // Before any spend is answered.
    assertTransition(ACCOUNT, this.#state, 'QUEUED');
    const left = this.#judge(answer);
    this.#waiting = [...left, ...this.#behind];
    this.#behind = [];
    this.#enter(this.#waiting.length > 0 ? 'QUEUED' : 'SETTLED');
  }

  #enter(next: AccountState): void {
    assertTransition(ACCOUNT, this.#state, next);
    this.#state = next;
  }

  #request(): SpendRequest {
    return { workspaceId: this.#workspaceId, keyId: this.#keyId, total: sum(this.#tried) };
  }

  /** Answers what can be answered, and returns the others. */
  #judge(answer: SpendAnswer): readonly WaitingSpend[] {
    const waiting = this.#waiting;
    const tried = this.#tried;
    this.#tried = NONE;
    if (answer !== undefined && 'failure' in answer) {
      for (const spend of waiting) spend.reject(answer.failure);
      return NONE;
    }
    if (answer === undefined || answer.balance === null) {
      const result = answer === undefined ? undefined : { granted: true, balance: null };
      for (const spend of waiting) spend.resolve(result);
      return NONE;
    }
    if (!answer.taken) return this.#divide(waiting, answer.balance);
    grantInOrder(tried, answer.balance);
    const granted = new Set(tried);
    return waiting.filter((spend) => !granted.has(spend));
  }

  /** All of these arrived before the statement that read this balance, so it may judge them all. */
  #divide(spends: readonly WaitingSpend[], balance: number): readonly WaitingSpend[] {
    const verdicts = settleSpends({ balance, costs: spends.map((spend) => spend.cost) });
    this.#tried = spends.filter((_, index) => verdicts[index] === 'take');
    spends.forEach((spend, index) => {
      if (verdicts[index] === 'deny') spend.resolve({ granted: false, balance });
    });
    return spends.filter((_, index) => verdicts[index] !== 'deny');
  }
}

function sum(spends: readonly WaitingSpend[]): number {
  return spends.reduce((total, spend) => total + spend.cost, 0);
}

/** The statement took the sum. Each spend gets the balance that it left, in order of arrival. */
function grantInOrder(spends: readonly WaitingSpend[], balanceAfterAll: number): void {
  let balance = balanceAfterAll + sum(spends);
  for (const spend of spends) {
    balance -= spend.cost;
    spend.resolve({ granted: true, balance });
  }
}
