import { finishPasskey as definition } from '@unlatch/contract/operations/login/finishPasskey';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { beginSession } from '../../../operations/people/sessions.js';
import {
  claimPasskey,
  findPasskeyProof,
} from '../../../operations/second-factors/prove-passkey.js';
import { lockUser } from '../../../store/people/users.js';
import { answerWithToken, refuseInsecure } from '../../shared/person-session.js';
import { requireRelyingParty, wrongPasskey } from '../../shared/second-factor.js';
import { implementLogin } from '../../visit.js';

/** Signatures cannot be guessed, so failed attempts need no budget. */
export const finishPasskey = implementLogin(definition, async (visit, deps) => {
  refuseInsecure(visit);
  const party = requireRelyingParty(visit, deps);
  const proof = await findPasskeyProof(deps, party, visit.body.response);
  if (proof === undefined) throw wrongPasskey();
  const token = await commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const user = await lockUser(tx, proof.passkey.userId);
    if (user === undefined || !(await claimPasskey(tx, proof, nowMs))) throw wrongPasskey();
    return beginSession(tx, record, {
      user,
      level: 'full',
      by: 'passkey',
      isConfirmed: true,
      before: visit.session?.snapshot ?? null,
      origin: visit,
      nowMs,
    });
  });
  return answerWithToken(token, visit, deps);
});
