import { startPasskey as definition } from '@unlatch/contract/operations/account/startPasskey';
import { newChallenge } from '../../../engine/people/challenge.js';
import { registrationOptions } from '../../../engine/people/passkeys.js';
import { listPasskeys } from '../../../store/second-factors/passkeys.js';
import { requireRelyingParty } from '../../shared/second-factor.js';
import { implementAccount } from '../../visit.js';

export const startPasskey = implementAccount(definition, async (visit, deps) => {
  const party = requireRelyingParty(visit, deps);
  const { userId, email, userName } = visit.session.snapshot;
  const { challenge: secret } = deps.people.secrets;
  const challenge = newChallenge(secret, { purpose: 'register', userId }, deps.clock.nowMs());
  const options = await registrationOptions({
    party,
    challenge,
    user: { id: userId, email, name: userName },
    existing: await listPasskeys(deps.db, userId),
  });
  return { data: { options: { ...options } } };
});
