import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-identities.js';
import { identityNotFound } from '../../../domain/not-found.js';
import { findLiveIdentity } from '../../../store/identities/identities.js';
import { implementRpc } from '../../define-rpc.js';
import { presentIdentity } from '../../shared/identity.js';
import { definition } from './schema.js';

export const getIdentity = implementRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const identity = await findLiveIdentity(deps.db, { workspaceId, identity: body.identity });
  if (identity === undefined) throw identityNotFound();
  // Only now, because a right on one identity is held on its id, and the request may not name it.
  authorize(caller, requirements.readIdentity({ workspaceId, identityId: identity.id }));
  return presentIdentity(identity);
});
