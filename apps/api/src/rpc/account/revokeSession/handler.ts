import { revokeSession as definition } from '@unlatch/contract/operations/account/revokeSession';
import { sessionEnded } from '../../../domain/audit/people.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { endSessions } from '../../../operations/people/sessions.js';
import { implementAccount } from '../../visit.js';

export const revokeSession = implementAccount(definition, async (visit, deps) => {
  const { sessionId } = visit.body;
  const { userId, email } = visit.session.snapshot;
  await commitPersonChange(deps, visit, async (tx, record) => {
    const ended = await endSessions(tx, record, { userId, ending: { kind: 'one', id: sessionId } });
    if (ended === 0) return;
    record.audit({ id: userId, email }, sessionEnded({ id: userId, email }, sessionId));
  });
  return { data: {} };
});
