import type { CreditLedger, Spend, SpendResult } from '../../engine/credits/credit-ledger.js';
import type { Attempt, RepeatableRequest, Repeats } from '../../engine/verifier/ports.js';
import type { Repeated, Verdict } from '../../engine/verifier/verdict.js';
import type { Clock } from '../../lib/clock/clock.js';
import { spendCredits } from '../../store/credits/credits.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import {
  answerOnce,
  claimSlot,
  fillSlot,
  findLateAnswer,
  releaseSlot,
  slotOf,
} from '../change/idempotency.js';

interface ConsumeDeps {
  readonly db: Db;
  readonly clock: Clock;
}

export function createRepeats(deps: ConsumeDeps): Repeats {
  return { once: (request, attempt) => consumeOnce(deps, request, attempt) };
}

/**
 * Lets a check under an Idempotency-Key use up credits and quota once.
 *
 * The request that arrives first has the slot. All others wait for its answer before `attempt`
 * judges anything. The spends of `attempt` are committed together with the answer, in a separate
 * transaction instead of the group commit of other spends.
 */
async function consumeOnce<Written extends object>(
  deps: ConsumeDeps,
  request: RepeatableRequest,
  attempt: (spend: CreditLedger['spend']) => Promise<Attempt<Written>>,
): Promise<Verdict | Repeated<Written>> {
  const slot = slotOf(request);
  if (slot === undefined) throw new Error('this caller has no credential to repeat a request with');
  const latest: { made: Attempt<Written> | undefined; sealed: Buffer | undefined } = {
    made: undefined,
    sealed: undefined,
  };
  const consume = async (tx: Tx) => {
    latest.made = undefined;
    latest.sealed = undefined;
    const claim = await claimSlot(tx, slot, deps.clock.nowMs());
    if (!claim.claimed) return claim.answer;
    const made = await attempt((spend) => spendNow(tx, spend, deps.clock.nowMs()));
    if (made.isKept) latest.sealed = await fillSlot(tx, slot, made.written);
    else await releaseSlot(tx, slot);
    latest.made = made;
    return made.written;
  };
  /** If the stored answer is the one that this request sealed, then only its result was lost. */
  const consumeOrFindDone = () =>
    inTransaction(deps.db, consume).catch(async (error) => {
      const { made, sealed } = latest;
      if (made === undefined || sealed === undefined) throw error;
      const late = await findLateAnswer(deps, slot);
      if (late === undefined || !late.sealed.equals(sealed)) throw error;
      return made.written;
    });
  const answer = await answerOnce(deps, request, consumeOrFindDone);
  const { made } = latest;
  if (made !== undefined && made.written === answer) return made.verdict;
  // The answer of another request. The slot belongs to this operation and body, so it was written
  // for them.
  return { code: 'REPEATED', answer: answer as Written };
}

async function spendNow(
  tx: Tx,
  { workspaceId, keyId, cost }: Spend,
  nowMs: number,
): Promise<SpendResult | undefined> {
  const request = { workspaceId, keyId, total: cost };
  for (;;) {
    const [outcome] = await spendCredits(tx, [request], { nowMs });
    if (outcome === undefined) return undefined;
    if ('failure' in outcome) throw outcome.failure;
    const { taken, balance } = outcome;
    if (taken || balance === null) return { granted: true, balance };
    if (balance < cost) return { granted: false, balance };
    // The statement has waited for another transaction, and shows the balance from before that.
    // Now this transaction has the row lock, so the next statement shows what is there.
  }
}
