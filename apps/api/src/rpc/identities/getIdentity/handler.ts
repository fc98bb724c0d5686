import { getIdentity as definition } from '@unlatch/contract/operations/identities/getIdentity';
import { identityNotFound } from '../../../domain/not-found.js';
import { findLiveIdentity } from '../../../store/identities/identities.js';
import { implement } from '../../implement.js';
import { presentIdentity } from '../../shared/identity.js';

export const getIdentity = implement(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const identity = await findLiveIdentity(deps.db, { workspaceId, identity: body.identity });
  if (identity === undefined) throw identityNotFound();
  // Judged only now, because a right on one identity names its id, and the request may not have it.
  rights.require(caller, { identityId: identity.id });
  return presentIdentity(identity);
});
