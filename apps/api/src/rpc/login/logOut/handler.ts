import { logOut as definition } from '@unlatch/contract/operations/login/logOut';
import { sessionEnded } from '../../../domain/audit/people.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { endSessions } from '../../../operations/people/sessions.js';
import { implementLogin } from '../../visit.js';

export const logOut = implementLogin(definition, async (visit, deps) => {
  const answer = { data: {}, cookies: { session: null }, clearsSite: true };
  const { session } = visit;
  if (session === null) return answer;
  const { id, userId, email } = session.snapshot;
  await commitPersonChange(deps, visit, async (tx, record) => {
    const ended = await endSessions(tx, record, { userId, ending: { kind: 'one', id } });
    if (ended > 0) record.audit({ id: userId, email }, sessionEnded({ id: userId, email }, id));
  });
  return answer;
});
