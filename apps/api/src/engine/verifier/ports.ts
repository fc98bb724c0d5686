import type { Caller } from '../../domain/caller/caller.js';
import type { Idempotency } from '../../domain/idempotency.js';
import type { KeySnapshot } from '../../domain/verification/key-snapshot.js';
import type { CreditLedger } from '../credits/credit-ledger.js';
import type { Repeated, Verdict } from './verdict.js';

/*
 * What the verifier needs of the database beyond its caches and the ledger: rare branches, which
 * are carried out above the engine. Each is given to the verifier when it is constructed.
 */

/** A key that is not known by its own hash may have been imported by the hash of a part of it. */
export interface ImportedKeys {
  /** `null`: it has not. Throws if the key cannot be one of this key import. */
  find(presented: PresentedKey): Promise<KeySnapshot | null>;
}

export interface PresentedKey {
  readonly caller: Caller;
  /** Its whole text. */
  readonly key: string;
  readonly migrationId: string;
}

/** Lets what uses up credits or quota happen once for each Idempotency-Key of a caller. */
export interface Repeats {
  /**
   * Either the answer that is stored, or the verdict of `attempt`, with its answer stored in the
   * transaction that spends the credits. `attempt` runs again when that transaction starts over.
   */
  once<Written extends object>(
    request: RepeatableRequest,
    attempt: (spend: CreditLedger['spend']) => Promise<Attempt<Written>>,
  ): Promise<Verdict | Repeated<Written>>;
}

export interface RepeatableRequest {
  readonly caller: Caller;
  readonly idempotency: Idempotency;
}

export interface Attempt<Written> {
  readonly verdict: Verdict;
  /** The verdict as it is stored, and given again. */
  readonly written: Written;
  /** False: it has used nothing up, so the next request is judged anew. */
  readonly isKept: boolean;
}
