import { settleSpends } from '../../domain/credits/settle-spends.js';
import { Problem } from '../../domain/problems.js';
import { Histogram } from '../../lib/histogram.js';
import type { Busy, SpendAnswer, SpendRequest } from '../../store/credits/credits.js';

/**
 * Spends credits by group commit.
 *
 * The row in the database is the balance; nothing here remembers one. A spend waits in a queue. At
 * most one batch is under way; when it is done, the next takes everything that has gathered, summed
 * per key. An answer is given only after the statement that decided it has committed.
 *
 * A batch waits only for a moment for a row that somebody else has locked, so that nobody waits long
 * for the lock of another's key. Such a busy key gets a statement of its own, which does wait; what
 * arrives for the key until then waits behind it. After that the key takes part in batches again.
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
 * Full: more than `waitingMax` waiting spends are refused with 503, before the database is asked,
 * and so is more than half of that behind one busy key. Database slow: the batches grow. Database
 * down: the statement fails and so does every spend in it; nothing is kept, nothing is granted.
 * Where a refill takes more statements and one of them fails, only the spends of that key do. A
 * connection that breaks during commit may have spent credits that nobody was granted: the error
 * says so by being an error.
 */
interface CreditLedgerOptions {
  readonly spend: (requests: readonly SpendRequest[]) => Promise<(SpendAnswer | Busy)[]>;
  /** The same, but it waits for the row until nobody else has locked it. */
  readonly spendWhenFree: (request: SpendRequest) => Promise<SpendAnswer>;
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
  readonly name: string;
  readonly workspaceId: string;
  readonly keyId: string;
  /** Everything that is not answered yet, in order of arrival. */
  waiting: Waiting[];
  /** Those among the waiting that the next statement tries to pay for; none: all of them. */
  trying: readonly Waiting[];
}

/**
 * How many keys are waited for at a time. Each takes one of the connections for checks, which are
 * four by default: the rest is for the batches and for keys that have to be read.
 */
const WAITED_FOR_MAX = 2;
const BATCH_SIZE_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const BATCH_MS_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

export class CreditLedger {
  readonly stats = {
    spends: 0,
    /** Spends that were not queued, because the queue was full. */
    refused: 0,
    /** How often a batch found a key that somebody else had locked. */
    busy: 0,
    /** Statements that failed, each with all the spends in it. */
    failedBatches: 0,
    /** How many spends a statement has tried to pay for. */
    batchSize: new Histogram(BATCH_SIZE_BOUNDS),
    batchMs: new Histogram(BATCH_MS_BOUNDS),
  };
  readonly #options: CreditLedgerOptions;
  #accounts = new Map<string, Account>();
  /** What has arrived for each busy key since it was found busy, in order of arrival. */
  readonly #behindBusy = new Map<string, Waiting[]>();
  readonly #busy: Account[] = [];
  #waitedForCount = 0;
  #waitingCount = 0;
  #running = false;

  constructor(options: CreditLedgerOptions) {
    this.#options = options;
  }

  /** `undefined`: the key has vanished. A cost of 0 reads the balance and is always granted. */
  spend({ workspaceId, keyId, cost }: Spend): Promise<SpendResult | undefined> {
    const name = `${workspaceId} ${keyId}`;
    const { waitingMax } = this.#options;
    const behind = this.#behindBusy.get(name)?.length ?? 0;
    if (this.#waitingCount >= waitingMax || behind >= waitingMax / 2) {
      this.stats.refused += 1;
      return Promise.reject(ledgerFull());
    }
    this.stats.spends += 1;
    this.#waitingCount += 1;
    return new Promise((resolve, reject) => {
      this.#enqueue(name, {
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
    });
  }

  get waiting(): number {
    return this.#waitingCount;
  }

  #enqueue(name: string, spend: Waiting): void {
    const behind = this.#behindBusy.get(name) ?? this.#accounts.get(name)?.waiting;
    if (behind !== undefined) {
      behind.push(spend);
      return;
    }
    const { workspaceId, keyId } = spend;
    this.#accounts.set(name, { name, workspaceId, keyId, waiting: [spend], trying: [] });
    if (!this.#running) void this.#run();
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
    batch.forEach((account, index) => {
      const answer = answers[index];
      if (answer === 'busy') this.#waitFor(account);
      else this.#settleAccount(account, answer);
    });
  }

  /** The answers in the order of the batch. A statement that fails does so for all in it. */
  async #pay(batch: readonly Account[]): Promise<(SpendAnswer | Busy)[]> {
    const startedMs = performance.now();
    try {
      return await this.#options.spend(batch.map(toRequest));
    } catch (failure) {
      this.stats.failedBatches += 1;
      return batch.map(() => ({ failure }));
    } finally {
      this.stats.batchMs.observe(performance.now() - startedMs);
    }
  }

  /** What has arrived for the key during the batch waits behind it from now on. */
  #waitFor(account: Account): void {
    this.stats.busy += 1;
    this.#behindBusy.set(account.name, this.#accounts.get(account.name)?.waiting ?? []);
    this.#accounts.delete(account.name);
    this.#busy.push(account);
    if (this.#waitedForCount < WAITED_FOR_MAX) void this.#waitForBusy();
  }

  async #waitForBusy(): Promise<void> {
    this.#waitedForCount += 1;
    for (let account = this.#busy.shift(); account !== undefined; account = this.#busy.shift()) {
      const answer = await this.#payWhenFree(account);
      const waiting = this.#behindBusy.get(account.name) ?? [];
      this.#behindBusy.delete(account.name);
      this.#requeue({ ...account, waiting, trying: [] });
      this.#settleAccount(account, answer);
    }
    this.#waitedForCount -= 1;
  }

  async #payWhenFree(account: Account): Promise<SpendAnswer> {
    try {
      return await this.#options.spendWhenFree(toRequest(account));
    } catch (failure) {
      this.stats.failedBatches += 1;
      return { failure };
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
    const arrived = this.#accounts.get(account.name)?.waiting ?? [];
    account.waiting = [...account.waiting, ...arrived];
    if (account.waiting.length === 0) return;
    this.#accounts.set(account.name, account);
    if (!this.#running) void this.#run();
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

function toRequest({ workspaceId, keyId, trying }: Account): SpendRequest {
  return { workspaceId, keyId, total: sum(trying) };
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
