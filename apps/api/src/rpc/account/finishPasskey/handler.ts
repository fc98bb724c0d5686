import { finishPasskey as definition } from '@unlatch/contract/operations/account/finishPasskey';
import { passkeyAdded } from '../../../domain/audit/people.js';
import { Problem } from '../../../domain/problems.js';
import { isOurChallenge } from '../../../engine/people/challenge.js';
import { challengeIn, readRegistration } from '../../../engine/people/passkeys.js';
import { newId } from '../../../lib/ids.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { claimSignedChallenge } from '../../../operations/second-factors/prove-passkey.js';
import { lockUser } from '../../../store/people/users.js';
import {
  insertPasskey,
  listPasskeys,
  PASSKEYS_OF_PERSON_MAX,
} from '../../../store/second-factors/passkeys.js';
import { requireRelyingParty, wrongPasskey } from '../../shared/second-factor.js';
import { implementAccount } from '../../visit.js';

export const finishPasskey = implementAccount(definition, async (visit, deps) => {
  const party = requireRelyingParty(visit, deps);
  const { name, response } = visit.body;
  const { userId, email } = visit.session.snapshot;
  const user = { id: userId, email };
  const nowMs = deps.clock.nowMs();
  const { challenge: secret } = deps.people.secrets;
  const challenge = challengeIn(response);
  const made = await readRegistration(response, {
    party,
    isOurChallenge: (signed) =>
      isOurChallenge(secret, { purpose: 'register', userId }, { challenge: signed, nowMs }),
  });
  if (made === undefined || challenge === undefined) throw wrongPasskey();
  const id = newId('pk', nowMs);
  const passkey = { ...made, id, userId, name, createdAtMs: nowMs, lastUsedAtMs: null };
  await commitPersonChange(deps, visit, async (tx, record) => {
    // Passkeys are counted here, so two requests at once wait for each other.
    await lockUser(tx, userId);
    if ((await listPasskeys(tx, userId)).length >= PASSKEYS_OF_PERSON_MAX) throw tooMany();
    const isNew = await claimSignedChallenge(tx, challenge, nowMs);
    if (!isNew || !(await insertPasskey(tx, passkey))) throw wrongPasskey();
    record.audit(user, passkeyAdded(user, passkey));
  });
  return { data: { passkeyId: id } };
});

function tooMany(): Problem {
  return new Problem(
    'unkey/application/quota_exceeded',
    `An account may have at most ${PASSKEYS_OF_PERSON_MAX} passkeys. Remove one first.`,
  );
}
