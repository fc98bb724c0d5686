import { removeTotp as definition } from '@unlatch/contract/operations/account/removeTotp';
import { totpRemoved } from '../../../domain/audit/people.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import * as totps from '../../../store/second-factors/totps.js';
import { implementAccount } from '../../visit.js';

export const removeTotp = implementAccount(definition, async (visit, deps) => {
  const { userId, email } = visit.session.snapshot;
  const user = { id: userId, email };
  await commitPersonChange(deps, visit, async (tx, record) => {
    if (!(await totps.removeTotp(tx, userId))) return;
    await totps.replaceRecoveryCodes(tx, { userId, hashes: [] });
    record.audit(user, totpRemoved(user));
  });
  return { data: {} };
});
