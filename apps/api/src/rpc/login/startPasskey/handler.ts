import { startPasskey as definition } from '@unlatch/contract/operations/login/startPasskey';
import { newChallenge } from '../../../engine/people/challenge.js';
import { authenticationOptions } from '../../../engine/people/passkeys.js';
import { requireRelyingParty } from '../../shared/second-factor.js';
import { implementLogin } from '../../visit.js';

export const startPasskey = implementLogin(definition, async (visit, deps) => {
  const party = requireRelyingParty(visit, deps);
  const { challenge: secret } = deps.people.secrets;
  const challenge = newChallenge(secret, { purpose: 'login', userId: '' }, deps.clock.nowMs());
  const options = await authenticationOptions({ party, challenge });
  return { data: { options: { ...options } } };
});
