import { Problem } from '../../domain/problems.js';
import { Histogram } from '../../lib/histogram.js';
import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import type { Busy, SpendAnswer, SpendRequest } from '../../store/credits/credits.js';
import { KeyAccount, type Spend, type SpendResult } from './key-account.js';

export type { Spend, SpendResult } from './key-account.js';

interface CreditLedgerOptions {
  readonly spend: (requests: readonly SpendRequest[]) => Promise<(SpendAnswer | Busy)[]>;
  /** The same for one key, but it waits until no other transaction holds the row lock. */
  readonly spendWhenFree: (request: SpendRequest) => Promise<SpendAnswer>;
  /** At most 5,000, so that the sum of the largest costs is still an exact integer. */
  readonly waitingMax: number;
}

type LedgerState = 'IDLE' | 'GATHERING' | 'PAYING';

const LEDGER: StateTable<LedgerState> = {
  name: 'credit ledger',
  next: {
    IDLE: ['GATHERING'],
    GATHERING: ['PAYING'],
    PAYING: ['PAYING', 'IDLE'],
  },
};

/**
 * How many keys are awaited at a time. Each takes one of the connections for checks, which are four
 * by default. The others are for the batches and for keys that have to be read.
 */
const AWAITED_MAX = 2;
const BATCH_SIZE_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const BATCH_MS_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/**
 * Spends credits by group commit.
 *
 * The row in the database is the balance; the ledger remembers none. A spend waits in the account
 * of its key. A batch is one statement that takes all keys with waiting spends, summed per key.
 *
 * IDLE       No key waits for a batch. Locked keys may be awaited.
 *            → GATHERING: a spend arrives for a key that has none, or a locked key has been
 *            answered and spends of it are left.
 * GATHERING  A batch is about to be sent. Spends of this iteration of the event loop join.
 *            → PAYING: the iteration ends.
 * PAYING     The statement of a batch is under way. New spends wait for the next one.
 *            → PAYING: it has ended, and keys wait. The next batch takes all of them.
 *            → IDLE: it has ended, and no key waits.
 *
 * The states of a key are in `KeyAccount`. They run beside these: a batch waits only for a moment
 * for a row that another transaction has locked, and then leaves the key out. Such a key gets a
 * statement of its own that waits for the lock. So a long lock delays no spend of another key.
 *
 * Who may change what: the batch loop alone enters and leaves GATHERING and PAYING. Only the
 * statement that a key is part of settles its account. Memory never changes a balance.
 *
 * Invariants:
 * 1. Granted costs never exceed what the row held: each grant is part of a conditional decrement.
 * 2. A denial is answered only if the cost exceeded a committed balance that was read after the
 *    spend arrived. So there is always an order of events in which the answers are right.
 * 3. Spends of one key are considered in order of arrival.
 * 4. At most one batch is under way, and beside it statements for at most two locked keys.
 * 5. A spend is answered only after the statement that decided it has ended.
 * 6. Each spend is answered once, and then no longer counts as waiting.
 *
 * Full: a spend is refused with 503 while `waitingMax` others wait, before the database is asked.
 * So is a spend for a locked key while half of that waits behind the lock.
 * Slow database: the batches grow.
 * Database down: a statement fails, and every spend in it with the same error. Nothing is kept, and
 * nothing is granted. Where a refill takes more statements, one that fails concerns its key alone.
 * A connection that breaks during commit may have spent credits without a grant: the error says so
 * by being an error.
 * Stop: the ledger has none. The process ends after its requests, so no spend waits then.
 * Restart: the ledger knows nothing and needs nothing, since the rows are the balances.
 */
export class CreditLedger {
  readonly stats = {
    spends: 0,
    /** Spends that were not queued, because the queue was full. */
    refused: 0,
    /** How often a batch found a key that another transaction had locked. */
    busy: 0,
    /** Statements that failed, each with all the spends in it. */
    failedBatches: 0,
    /** How many spends a statement has tried to pay for. */
    batchSize: new Histogram(BATCH_SIZE_BOUNDS),
    batchMs: new Histogram(BATCH_MS_BOUNDS),
  };
  readonly #options: CreditLedgerOptions;
  /** The accounts of all keys with spends that are not answered yet. */
  readonly #accounts = new Map<string, KeyAccount>();
  /** BUSY or AWAITED, in the order in which they were found busy: the first two are AWAITED. */
  readonly #locked: KeyAccount[] = [];
  #state: LedgerState = 'IDLE';
  #waitingCount = 0;

  constructor(options: CreditLedgerOptions) {
    this.#options = options;
  }

  /** `undefined`: the key has vanished. A cost of 0 reads the balance and is always granted. */
  spend({ workspaceId, keyId, cost }: Spend): Promise<SpendResult | undefined> {
    const name = `${workspaceId} ${keyId}`;
    const account = this.#accounts.get(name);
    const { waitingMax } = this.#options;
    const keptBack = account?.keptBackCount ?? 0;
    if (this.#waitingCount >= waitingMax || keptBack >= waitingMax / 2) {
      this.stats.refused += 1;
      return Promise.reject(ledgerFull());
    }
    this.stats.spends += 1;
    this.#waitingCount += 1;
    return new Promise((resolve, reject) => {
      const spend = {
        workspaceId,
        keyId,
        cost,
        resolve: (result: SpendResult | undefined) => {
          this.#waitingCount -= 1;
          resolve(result);
        },
        reject: (reason: unknown) => {
          this.#waitingCount -= 1;
          reject(reason);
        },
      };
      if (account === undefined) this.#open(new KeyAccount(name, spend));
      else account.add(spend);
    });
  }

  get waiting(): number {
    return this.#waitingCount;
  }

  #enter(next: LedgerState): void {
    assertTransition(LEDGER, this.#state, next);
    this.#state = next;
  }

  #open(account: KeyAccount): void {
    this.#accounts.set(account.name, account);
    this.#wake();
  }

  /** A key has come to wait for a batch. */
  #wake(): void {
    if (this.#state === 'IDLE') void this.#run();
  }

  async #run(): Promise<void> {
    this.#enter('GATHERING');
    await new Promise(setImmediate);
    for (let batch = this.#queued(); batch.length > 0; batch = this.#queued()) {
      this.#enter('PAYING');
      await this.#settleBatch(batch);
    }
    this.#enter('IDLE');
  }

  #queued(): KeyAccount[] {
    return [...this.#accounts.values()].filter(({ state }) => state === 'QUEUED');
  }

  async #settleBatch(batch: readonly KeyAccount[]): Promise<void> {
    const requests = batch.map((account) => account.joinBatch());
    this.stats.batchSize.observe(batch.reduce((count, { triedCount }) => count + triedCount, 0));
    const answers = await this.#pay(requests);
    batch.forEach((account, index) => {
      const answer = answers[index];
      if (answer === 'busy') this.#setAside(account);
      else this.#settle(account, answer);
    });
  }

  /**
   * The answers in the order of the batch. If the statement fails, it fails for every key in it.
   */
  async #pay(requests: readonly SpendRequest[]): Promise<(SpendAnswer | Busy)[]> {
    const startedMs = performance.now();
    try {
      return await this.#options.spend(requests);
    } catch (failure) {
      this.stats.failedBatches += 1;
      return requests.map(() => ({ failure }));
    } finally {
      this.stats.batchMs.observe(performance.now() - startedMs);
    }
  }

  #setAside(account: KeyAccount): void {
    this.stats.busy += 1;
    account.becomeBusy();
    this.#locked.push(account);
    this.#awaitNext();
  }

  #awaitNext(): void {
    const next = this.#locked.slice(0, AWAITED_MAX).find(({ state }) => state === 'BUSY');
    if (next !== undefined) void this.#awaitLock(next);
  }

  async #awaitLock(account: KeyAccount): Promise<void> {
    const answer = await this.#payWhenFree(account.awaitLock());
    this.#locked.splice(this.#locked.indexOf(account), 1);
    this.#settle(account, answer);
    this.#awaitNext();
  }

  async #payWhenFree(request: SpendRequest): Promise<SpendAnswer> {
    try {
      return await this.#options.spendWhenFree(request);
    } catch (failure) {
      this.stats.failedBatches += 1;
      return { failure };
    }
  }

  #settle(account: KeyAccount, answer: SpendAnswer): void {
    account.settle(answer);
    if (account.state === 'SETTLED') this.#accounts.delete(account.name);
    else this.#wake();
  }
}

function ledgerFull(): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    'Too many requests are waiting to spend credits.',
    { retryAfterSeconds: 1 },
  );
}
