import type { Consume, Spend, SpendResult } from '../engine/credit-ledger.js';
import type { Clock } from '../lib/clock.js';
import { spendCredits } from '../store/credits.js';
import type { Db, Tx } from '../store/database.js';
import { inTransaction } from '../store/transaction.js';
import { answerOnce, claimSlot, fillSlot, type RepeatableCall, toSlot } from './idempotency.js';

interface ConsumeDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/**
 * Lets a check under an Idempotency-Key use up credits and quota once. `attempt` is not called when
 * there is an answer already. What it spends through `consume` is committed together with the
 * answer, by a transaction of its own instead of the group commit of all others.
 *
 * Rate limits are outside of that transaction: of requests that arrive at the same time each one
 * counts, although all of them get the answer of the first. An answer that came before anything was
 * consumed is not stored, so a request that was refused can be repeated under the same key.
 */
export async function consumeOnce<Answer>(
  deps: ConsumeDeps,
  call: RepeatableCall,
  attempt: (consume: Consume<Answer>) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { idempotency } = call;
  if (idempotency === null) throw new Error('only a request with an Idempotency-Key comes here');
  const slot = toSlot(call.caller, idempotency);
  const consume: Consume<Answer> = (spend, present) =>
    inTransaction(deps.db, async (tx) => {
      const nowMs = deps.clock.nowMs();
      const claim = await claimSlot(tx, slot, nowMs);
      // The slot knows the operation and the body, so this is what `present` has made for them.
      if (!claim.claimed) return claim.answer as Answer;
      const answer = present(await spendNow(tx, spend, nowMs));
      await fillSlot(tx, slot, answer);
      return answer;
    });
  // As above.
  return (await answerOnce(deps, call, async () => attempt(consume))) as Answer;
}

async function spendNow(
  tx: Tx,
  { workspaceId, keyId, cost }: Spend,
  nowMs: number,
): Promise<SpendResult | undefined> {
  const [outcome] = await spendCredits(tx, [{ workspaceId, keyId, total: cost }], nowMs);
  if (outcome === undefined) return undefined;
  if ('failure' in outcome) throw outcome.failure;
  const { taken, balance } = outcome;
  return { granted: taken || balance === null, balance };
}
