import { CHALLENGE_LIFETIME_MS, isOurChallenge } from '../../engine/people/challenge.js';
import {
  challengeIn,
  type RelyingParty,
  readAuthentication,
} from '../../engine/people/passkeys.js';
import { hashToken } from '../../engine/people/tokens.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db, Tx } from '../../store/database/database.js';
import {
  claimChallenge,
  findPasskey,
  notePasskeyUse,
  type StoredPasskey,
} from '../../store/second-factors/passkeys.js';

interface PasskeyDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly people: { readonly secrets: { readonly challenge: Buffer } };
}

/** An answer that a passkey has signed. It counts once `claimPasskey` has taken note of it. */
export interface PasskeyProof {
  readonly passkey: StoredPasskey;
  readonly counter: number;
  readonly challenge: string;
}

/** `undefined`: no passkey of this installation has signed one of its challenges. */
export async function findPasskeyProof(
  deps: PasskeyDeps,
  party: RelyingParty,
  response: object,
): Promise<PasskeyProof | undefined> {
  const id: unknown = Reflect.get(response, 'id');
  const challenge = challengeIn(response);
  if (typeof id !== 'string' || challenge === undefined) return undefined;
  const passkey = await findPasskey(deps.db, id);
  if (passkey === undefined) return undefined;
  const nowMs = deps.clock.nowMs();
  const { challenge: secret } = deps.people.secrets;
  const counter = await readAuthentication(response, {
    party,
    passkey,
    isOurChallenge: (signed) =>
      isOurChallenge(secret, { purpose: 'login', userId: '' }, { challenge: signed, nowMs }),
  });
  return counter === undefined ? undefined : { passkey, counter, challenge };
}

/** False: the answer was used before, or another one has overtaken it. */
export async function claimPasskey(
  tx: Tx,
  { passkey, counter, challenge }: PasskeyProof,
  nowMs: number,
): Promise<boolean> {
  const isNew = await claimSignedChallenge(tx, challenge, nowMs);
  return isNew && (await notePasskeyUse(tx, { id: passkey.id, counter, nowMs }));
}

/** False: it was answered before. It is kept for longer than any challenge lives. */
export async function claimSignedChallenge(
  tx: Tx,
  challenge: string,
  nowMs: number,
): Promise<boolean> {
  const expiresAtMs = nowMs + 2 * CHALLENGE_LIFETIME_MS;
  return claimChallenge(tx, { hash: hashToken(challenge), expiresAtMs, nowMs });
}
