import type { Spend, SpendResult } from '../../engine/credits/credit-ledger.js';
import type { Clock } from '../../lib/clock/clock.js';
import { spendCredits } from '../../store/credits/credits.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import {
  answerOnce,
  claimSlot,
  fillSlot,
  type RepeatableCall,
  releaseSlot,
  slotOf,
} from '../change/idempotency.js';

interface ConsumeDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/** What a check has come to. One that is not kept has used nothing up, and may be asked again. */
interface Attempt<Made> {
  readonly made: Made;
  readonly isKept: boolean;
}

/** `undefined`: the key has vanished. */
type SpendNow = (spend: Spend) => Promise<SpendResult | undefined>;

export type Consumed<Made extends { readonly answer: unknown }> =
  | { readonly kind: 'fresh'; readonly made: Made }
  | { readonly kind: 'repeated'; readonly answer: Made['answer'] };

/**
 * Lets a check under an Idempotency-Key use up credits and quota once.
 *
 * Who arrives first has the slot, and everybody else waits for his answer, before anything is
 * judged that `attempt` judges. What `attempt` spends is committed together with the answer, by a
 * transaction of its own instead of the group commit of all others. It is called again when that
 * transaction has to start over; quota that it took is not part of it, so it takes that only once.
 */
export async function consumeOnce<Made extends { readonly answer: unknown }>(
  deps: ConsumeDeps,
  call: RepeatableCall,
  attempt: (spend: SpendNow) => Promise<Attempt<Made>>,
): Promise<Consumed<Made>> {
  const slot = slotOf(call);
  if (slot === undefined) throw new Error('only a request with an Idempotency-Key comes here');
  const latest: { made: Made | undefined } = { made: undefined };
  const consume = async (tx: Tx) => {
    latest.made = undefined;
    const claim = await claimSlot(tx, slot, deps.clock.nowMs());
    if (!claim.claimed) return claim.answer;
    const { made, isKept } = await attempt((spend) => spendNow(tx, spend, deps.clock.nowMs()));
    if (isKept) await fillSlot(tx, slot, made.answer);
    else await releaseSlot(tx, slot);
    latest.made = made;
    return made.answer;
  };
  const answer = await answerOnce(deps, call, () => inTransaction(deps.db, consume));
  const { made } = latest;
  // Not the same: somebody else's, or one that was read back because its commit was not heard of.
  if (made === undefined || made.answer !== answer) return { kind: 'repeated', answer };
  return { kind: 'fresh', made };
}

async function spendNow(
  tx: Tx,
  { workspaceId, keyId, cost }: Spend,
  nowMs: number,
): Promise<SpendResult | undefined> {
  const request = { workspaceId, keyId, total: cost };
  const [outcome] = await spendCredits(tx, [request], { nowMs });
  if (outcome === undefined) return undefined;
  if ('failure' in outcome) throw outcome.failure;
  const { taken, balance } = outcome;
  return { granted: taken || balance === null, balance };
}
