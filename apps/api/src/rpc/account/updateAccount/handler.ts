import { updateAccount as definition } from '@unlatch/contract/operations/account/updateAccount';
import { userRenamed } from '../../../domain/audit/people.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { lockUser, renameUser } from '../../../store/people/users.js';
import { presentAccount } from '../../shared/account.js';
import { sessionGone } from '../../shared/person-session.js';
import { implementAccount } from '../../visit.js';

export const updateAccount = implementAccount(definition, async (visit, deps) => {
  const { name } = visit.body;
  const { userId: id } = visit.session.snapshot;
  const user = await commitPersonChange(deps, visit, async (tx, record) => {
    const locked = await lockUser(tx, id);
    if (locked === undefined) throw sessionGone();
    await renameUser(tx, { id, name, nowMs: deps.clock.nowMs() });
    record.audit(locked, userRenamed(locked, name));
    record.changed({ kind: 'user', id });
    return locked;
  });
  return { data: presentAccount({ ...user, name }) };
});
