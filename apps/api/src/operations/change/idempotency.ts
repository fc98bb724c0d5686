import { createHmac, hkdfSync } from 'node:crypto';
import { insufficientPermissions } from '../../domain/authorization/authorize.js';
import { type Caller, idempotencyNamespaceOf } from '../../domain/caller/caller.js';
import { ANSWER_LIFETIME_MS, type Idempotency } from '../../domain/idempotency.js';
import { Problem } from '../../domain/problems.js';
import type { Clock } from '../../lib/clock/clock.js';
import { openText, sealText } from '../../lib/crypto/sealed.js';
import type { Db, Tx } from '../../store/database/database.js';
import {
  type AnswerPlace,
  claimAnswerPlace,
  findAnswer,
  releaseAnswerPlace,
  storeAnswer,
} from '../../store/idempotency/idempotent-answers.js';
import type { Judgement, Judgements } from './judgements.js';

/** Any call. One without an Idempotency-Key is carried out without further steps. */
export interface RepeatableCall {
  readonly caller: Caller;
  readonly idempotency: Idempotency | null;
  /** Absent for a call that judges no rights once it is under way. */
  readonly judgements?: Judgements;
}

/**
 * Carries a change out once, however often its request arrives, and gives every repetition the same
 * answer.
 *
 * The answer is stored in the transaction of the change (see `commitChange`), so one never exists
 * without the other. A request that failed has stored nothing and can be repeated.
 *
 * A repetition is answered before anything but its rights is judged. What the first request needed
 * may be gone by then, often because of that request itself, such as the key that it deleted. Its
 * rights are those that the first request was judged on, on the same ids. Without one of them it is
 * carried out like a new request. That refuses it, at the latest when it claims the slot.
 */
export async function answerOnce(
  deps: { readonly db: Db; readonly clock: Clock },
  call: RepeatableCall,
  handle: () => Promise<unknown>,
): Promise<unknown> {
  const slot = slotOf(call);
  if (slot === undefined) return handle();
  const known = await readAnswer(deps.db, slot, deps.clock.nowMs());
  if (known !== undefined && mayRead(slot, known)) return known.answer;
  try {
    return await handle();
  } catch (error) {
    // Two causes are possible. Another process has carried out the same request in the same time,
    // and this one failed on the result. Or the connection broke while the change was committed.
    const late = await findLateAnswer(deps, slot);
    if (late === undefined) throw error;
    return late.answer;
  }
}

/** What is stored by now, after a failure. */
export async function findLateAnswer(
  deps: { readonly db: Db; readonly clock: Clock },
  slot: AnswerSlot,
): Promise<KnownAnswer | undefined> {
  const late = await readAnswer(deps.db, slot, deps.clock.nowMs()).catch(() => undefined);
  return late !== undefined && mayRead(slot, late) ? late : undefined;
}

/** The place for the answer of one request, and the secrets to read and write it. */
interface AnswerSlot {
  readonly place: AnswerPlace;
  readonly requestHash: string;
  readonly encryptionKey: Uint8Array;
  readonly judgements: Judgements | undefined;
}

interface KnownAnswer {
  readonly answer: unknown;
  /** As it is stored. No two sealed answers are equal. */
  readonly sealed: Buffer;
  readonly judgements: readonly Judgement[];
}

/**
 * `undefined`: the request cannot be repeated.
 *
 * Everything is derived from the credential and the Idempotency-Key, and the database has neither.
 * So the database cannot reveal the answer, which may hold a new key in the clear. It cannot reveal
 * the body of the request by trial either. For the same reason a caller never gets the answer of
 * another caller.
 */
export function slotOf(call: RepeatableCall): AnswerSlot | undefined {
  const { caller, idempotency, judgements } = call;
  const callerId = idempotencyNamespaceOf(caller);
  if (idempotency === null || callerId === null) return undefined;
  const { credential, key, requestDigest } = idempotency;
  const secrets = Buffer.from(hkdfSync('sha256', credential, key, 'unlatch idempotent answer', 96));
  const digestKey = secrets.subarray(32, 64);
  return {
    place: {
      workspaceId: caller.workspaceId,
      callerId,
      keyHash: secrets.toString('base64', 0, 32),
    },
    requestHash: createHmac('sha256', digestKey).update(requestDigest).digest('base64'),
    encryptionKey: secrets.subarray(64),
    judgements,
  };
}

/** Either the slot is now this request's to fill, or the answer of the request that filled it. */
export async function claimSlot(
  tx: Tx,
  slot: AnswerSlot,
  nowMs: number,
): Promise<{ readonly claimed: true } | { readonly claimed: false; readonly answer: unknown }> {
  const { place, requestHash } = slot;
  const expiredAtMs = nowMs - ANSWER_LIFETIME_MS;
  if (await claimAnswerPlace(tx, place, { requestHash, nowMs, expiredAtMs })) {
    return { claimed: true };
  }
  const known = await readAnswer(tx, slot, nowMs);
  if (known === undefined) throw new Error('an answer was there and is gone');
  // The first request was carried out in the same time, with rights that this one has lost since.
  if (!mayRead(slot, known)) throw rightsLost();
  return { claimed: false, answer: known.answer };
}

/** Returns the answer as it is stored. */
export async function fillSlot(tx: Tx, slot: AnswerSlot, answer: unknown): Promise<Buffer> {
  const text = JSON.stringify(answer);
  if (text === undefined) throw new Error('a change has to return its answer from inside');
  const sealed = sealText(slot.encryptionKey, text, slot.requestHash);
  await storeAnswer(tx, slot.place, { sealed, judgements: slot.judgements?.made ?? [] });
  return sealed;
}

/** The opposite of claiming: the next request that waits for the slot gets it. */
export async function releaseSlot(tx: Tx, slot: AnswerSlot): Promise<void> {
  await releaseAnswerPlace(tx, slot.place);
}

function mayRead({ judgements }: AnswerSlot, known: KnownAnswer): boolean {
  return judgements?.areStillMet(known.judgements) ?? true;
}

async function readAnswer(
  db: Db,
  { place, requestHash, encryptionKey }: AnswerSlot,
  nowMs: number,
): Promise<KnownAnswer | undefined> {
  const stored = await findAnswer(db, place, { expiredAtMs: nowMs - ANSWER_LIFETIME_MS });
  if (stored === undefined) return undefined;
  if (stored.requestHash !== requestHash) throw keyReused();
  // This function has written the column in the same form.
  const judgements = stored.judgements as readonly Judgement[];
  const { sealed } = stored;
  return { answer: JSON.parse(openText(encryptionKey, sealed, requestHash)), sealed, judgements };
}

function rightsLost(): Problem {
  return insufficientPermissions(
    'This root key has lost a permission that the first request with this Idempotency-Key needed.',
  );
}

function keyReused(): Problem {
  return new Problem(
    'user/bad_request/idempotency_key_reused',
    'This Idempotency-Key was used before with another operation or body.',
  );
}
