import { revokeOtherSessions as definition } from '@unlatch/contract/operations/account/revokeOtherSessions';
import { otherSessionsEnded } from '../../../domain/audit/people.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { endSessions } from '../../../operations/people/sessions.js';
import { implementAccount } from '../../visit.js';

export const revokeOtherSessions = implementAccount(definition, async (visit, deps) => {
  const { userId, email, id } = visit.session.snapshot;
  const revoked = await commitPersonChange(deps, visit, async (tx, record) => {
    const ended = await endSessions(tx, record, { userId, ending: { kind: 'others', id } });
    const user = { id: userId, email };
    if (ended > 0) record.audit(user, otherSessionsEnded(user, ended));
    return ended;
  });
  return { data: { revoked } };
});
