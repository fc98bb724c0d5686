import { createRecoveryCodes as definition } from '@unlatch/contract/operations/account/createRecoveryCodes';
import { recoveryCodesCreated } from '../../../domain/audit/people.js';
import { Problem } from '../../../domain/problems.js';
import { hashRecoveryCode, newRecoveryCodes } from '../../../engine/people/recovery-codes.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { lockTotp, replaceRecoveryCodes } from '../../../store/second-factors/totps.js';
import { implementAccount } from '../../visit.js';

export const createRecoveryCodes = implementAccount(definition, async (visit, deps) => {
  const { userId, email } = visit.session.snapshot;
  const user = { id: userId, email };
  const recoveryCodes = newRecoveryCodes();
  await commitPersonChange(deps, visit, async (tx, record) => {
    const totp = await lockTotp(tx, userId);
    if (totp === undefined || totp.secret === null) throw noTotp();
    await replaceRecoveryCodes(tx, { userId, hashes: recoveryCodes.map(hashRecoveryCode) });
    record.audit(user, recoveryCodesCreated(user));
  });
  return { data: { recoveryCodes } };
});

function noTotp(): Problem {
  return new Problem(
    'unkey/application/precondition_failed',
    'Recovery codes take the place of an authenticator app, and none is set up.',
  );
}
