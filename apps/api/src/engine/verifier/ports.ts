import type { Caller } from '../../domain/caller/caller.js';
import type { Idempotency } from '../../domain/idempotency.js';
import type { KeySnapshot } from '../../domain/verification/key-snapshot.js';
import type { CreditLedger } from '../credits/credit-ledger.js';
import type { Repeated, Verdict } from './verdict.js';

/*
 * What the verifier needs of the database beyond its caches and the ledger. These are rare
 * branches, which code above the engine carries out. The verifier gets each when it is constructed.
 */

/** A key that is unknown by its own hash may have been imported by the hash of a part of it. */
export interface ImportedKeys {
  /** `null`: it was not imported. Throws if the key cannot belong to this key import. */
  find(presented: PresentedKey): Promise<KeySnapshot | null>;
}

export interface PresentedKey {
  readonly caller: Caller;
  /** The whole text of the key. */
  readonly key: string;
  readonly migrationId: string;
}

/** Makes what uses up credits or quota happen once for each Idempotency-Key of a caller. */
export interface Repeats {
  /**
   * Returns the stored answer, or else the verdict of `attempt`. The answer for that verdict is
   * stored in the transaction that spends the credits. `attempt` runs again if that transaction
   * starts over.
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
  /** The answer as it is stored and repeated. */
  readonly written: Written;
  /** False: the request has used nothing up, so the next one is judged anew. */
  readonly isKept: boolean;
}
