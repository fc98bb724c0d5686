import { getSecondFactors as definition } from '@unlatch/contract/operations/account/getSecondFactors';
import { relyingPartyOf } from '../../../engine/people/passkeys.js';
import { listPasskeys } from '../../../store/second-factors/passkeys.js';
import { countRecoveryCodes, hasTotp } from '../../../store/second-factors/totps.js';
import { presentPasskey } from '../../shared/second-factor.js';
import { implementAccount } from '../../visit.js';

export const getSecondFactors = implementAccount(definition, async (visit, { db, config }) => {
  const { userId } = visit.session.snapshot;
  const passkeys = await listPasskeys(db, userId);
  const party = relyingPartyOf(visit.connection.origin, config.publicUrl);
  return {
    data: {
      hasTotp: await hasTotp(db, userId),
      recoveryCodesLeft: await countRecoveryCodes(db, userId),
      passkeys: passkeys.map(presentPasskey),
      mayUsePasskeys: party !== undefined,
    },
  };
});
