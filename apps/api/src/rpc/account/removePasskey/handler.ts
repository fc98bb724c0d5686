import { removePasskey as definition } from '@unlatch/contract/operations/account/removePasskey';
import { passkeyRemoved } from '../../../domain/audit/people.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import * as passkeys from '../../../store/second-factors/passkeys.js';
import { implementAccount } from '../../visit.js';

export const removePasskey = implementAccount(definition, async (visit, deps) => {
  const { userId, email } = visit.session.snapshot;
  const user = { id: userId, email };
  await commitPersonChange(deps, visit, async (tx, record) => {
    const removed = await passkeys.removePasskey(tx, { userId, id: visit.body.passkeyId });
    if (removed !== undefined) record.audit(user, passkeyRemoved(user, removed));
  });
  return { data: {} };
});
