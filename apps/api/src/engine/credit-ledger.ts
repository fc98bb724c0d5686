import { settleSpends } from '../domain/credits/settle-spends.js';
import { Problem } from '../domain/problems.js';
import { Histogram } from '../lib/histogram.js';
import type { SpendAnswer, SpendRequest } from '../store/credits.js';

/**
 * Spends credits by group commit.
 *
 * The row in the database is the balance; nothing here remembers one. A spend waits in a queue. At
 * most one statement is under way; when it is done, the next takes everything that has gathered,
 * summed per key. An answer is given only after the statement that decided it has committed.
 *
 * Invariants:
 * - Granted costs never exceed what the row held: each grant is part of a conditional decrement.
 * - A denial is answered only if the cost exceeded a committed balance that was read after the
 *   spend arrived. So there is always an order of events in which the answers are right.
 * - Spends of one key are considered in order of arrival.
 *
 * When a key cannot pay for all who wait, `settleSpends` divides: hopeless ones are denied, those
 * that fit together are tried again, the rest wait for the balance that this leaves.
 *
 * Full: more than `waitingMax` waiting spends are refused with 503, before the database is
 * asked. Database slow: the batches grow. Database down: the statement fails and so
 * does every spend in it; nothing is kept, nothing is granted. Where a refill takes more statements
 * and one of them fails, only the spends of that key do. A connection that breaks during commit may
 * have spent credits that nobody was granted: the error says so by being an error.
 */
interface CreditLedgerOptions {
  readonly spend: (requests: readonly SpendRequest[]) => Promise<SpendAnswer[]>;
  /** At most 5,000, so that the sum of the largest costs is still an exact integer. */
  readonly waitingMax: number;
}

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

interface Waiting extends Spend {
  readonly resolve: (result: SpendResult | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

interface Account {
  readonly workspaceId: string;
  readonly keyId: string;
  /** Everything that is not answered yet, in order of arrival. */
  waiting: Waiting[];
  /** Those among the waiting that the next statement tries to pay for; none: all of them. */
  trying: readonly Waiting[];
}

const BATCH_SIZE_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const BATCH_MS_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

export class CreditLedger {
  readonly stats = {
    spends: 0,
    /** Spends that were not queued, because the queue was full. */
    refused: 0,
    /** Statements that failed, each with all the spends in it. */
    failedBatches: 0,
    /** How many spends a statement has tried to pay for. */
    batchSize: new Histogram(BATCH_SIZE_BOUNDS),
    batchMs: new Histogram(BATCH_MS_BOUNDS),
  };
  readonly #options: CreditLedgerOptions;
  #accounts = new Map<string, Account>();
  #waitingCount = 0;
  #running = false;

  constructor(options: CreditLedgerOptions) {
    this.#options = options;
  }

  /** `undefined`: the key has vanished. A cost of 0 reads the balance and is always granted. */
  spend({ workspaceId, keyId, cost }: Spend): Promise<SpendResult | undefined> {
    if (this.#waitingCount >= this.#options.waitingMax) {
      this.stats.refused += 1;
      return Promise.reject(ledgerFull());
    }
    this.stats.spends += 1;
    this.#waitingCount += 1;
    return new Promise((resolve, reject) => {
      this.#enqueue({
        workspaceId,
        keyId,
        cost,
        resolve: (result) => {
          this.#waitingCount -= 1;
          resolve(result);
        },
        reject: (reason) => {
          this.#waitingCount -= 1;
          reject(reason);
        },
      });
      if (!this.#running) void this.#run();
    });
  }

  get waiting(): number {
    return this.#waitingCount;
  }

  #enqueue(spend: Waiting): void {
    const name = `${spend.workspaceId} ${spend.keyId}`;
    const account = this.#accounts.get(name);
    if (account === undefined) {
      const { workspaceId, keyId } = spend;
      this.#accounts.set(name, { workspaceId, keyId, waiting: [spend], trying: [] });
    } else {
      account.waiting.push(spend);
    }
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Let the requests that arrived in the same turn of the event loop join the first statement.
    await new Promise(setImmediate);
    while (this.#accounts.size > 0) await this.#settleBatch();
    this.#running = false;
  }

  async #settleBatch(): Promise<void> {
    const batch = [...this.#accounts.values()];
    this.#accounts = new Map();
    for (const account of batch) {
      if (account.trying.length === 0) account.trying = account.waiting;
    }
    this.stats.batchSize.observe(batch.reduce((count, { trying }) => count + trying.length, 0));
    const answers = await this.#pay(batch);
    batch.forEach((account, index) => this.#settleAccount(account, answers[index]));
  }

  /** The answers in the order of the batch. A statement that fails does so for all in it. */
  async #pay(batch: readonly Account[]): Promise<SpendAnswer[]> {
    const startedMs = performance.now();
    try {
      return await this.#options.spend(
        batch.map(({ workspaceId, keyId, trying }) => ({ workspaceId, keyId, total: sum(trying) })),
      );
    } catch (failure) {
      this.stats.failedBatches += 1;
      return batch.map(() => ({ failure }));
    } finally {
      this.stats.batchMs.observe(performance.now() - startedMs);
    }
  }

  #settleAccount(account: Account, outcome: SpendAnswer): void {
    const { waiting, trying } = account;
    account.trying = [];
    if (outcome !== undefined && 'failure' in outcome) {
      rejectAll(account, outcome.failure);
      return;
    }
    if (outcome === undefined || outcome.balance === null) {
      const result = outcome === undefined ? undefined : { granted: true, balance: null };
      for (const spend of waiting) spend.resolve(result);
      return;
    }
    if (outcome.taken) {
      grantInOrder(trying, outcome.balance);
      const granted = new Set(trying);
      account.waiting = waiting.filter((spend) => !granted.has(spend));
    } else {
      divide(account, outcome.balance);
    }
    this.#requeue(account);
  }

  /** Puts what is not settled before what has arrived in the meantime. */
  #requeue(account: Account): void {
    const name = `${account.workspaceId} ${account.keyId}`;
    const arrived = this.#accounts.get(name)?.waiting ?? [];
    account.waiting = [...account.waiting, ...arrived];
    if (account.waiting.length > 0) this.#accounts.set(name, account);
  }
}

function rejectAll({ waiting }: Account, reason: unknown): void {
  for (const spend of waiting) spend.reject(reason);
}

/** All who wait arrived before the statement that read this balance, so it may judge them all. */
function divide(account: Account, balance: number): void {
  const spends = account.waiting;
  const verdicts = settleSpends({ balance, costs: spends.map((spend) => spend.cost) });
  account.waiting = spends.filter((_, index) => verdicts[index] !== 'deny');
  account.trying = spends.filter((_, index) => verdicts[index] === 'take');
  spends.forEach((spend, index) => {
    if (verdicts[index] === 'deny') spend.resolve({ granted: false, balance });
  });
}

function sum(spends: readonly Waiting[]): number {
  return spends.reduce((total, spend) => total + spend.cost, 0);
}

/** The statement took the sum; each spend is told the balance that it left, in order of arrival. */
function grantInOrder(spends: readonly Waiting[], balanceAfterAll: number): void {
  let balance = balanceAfterAll + sum(spends);
  for (const spend of spends) {
    balance -= spend.cost;
    spend.resolve({ granted: true, balance });
  }
}

function ledgerFull(): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    'Too many requests are waiting to spend credits.',
    { retryAfterSeconds: 1 },
  );
}
