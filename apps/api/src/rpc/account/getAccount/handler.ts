import { getAccount as definition } from '@unlatch/contract/operations/account/getAccount';
import { findUser } from '../../../store/people/users.js';
import { presentAccount } from '../../shared/account.js';
import { sessionGone } from '../../shared/person-session.js';
import { implementAccount } from '../../visit.js';

export const getAccount = implementAccount(definition, async ({ session }, deps) => {
  const user = await findUser(deps.db, session.snapshot.userId);
  if (user === undefined) throw sessionGone();
  return { data: presentAccount(user) };
});
