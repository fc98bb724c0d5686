import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-administration.js';
import { rootKeyNotFound } from '../../../domain/not-found.js';
import { findLiveRootKey } from '../../../store/root-keys/root-keys.js';
import { implementRpc } from '../../define-rpc.js';
import { presentRootKey } from '../../shared/root-key.js';
import { definition } from './schema.js';

export const getRootKey = implementRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readRootKey());
  const { workspaceId } = caller;
  const rootKey = await findLiveRootKey(deps.db, { workspaceId, rootKeyId: body.rootKeyId });
  if (rootKey === undefined) throw rootKeyNotFound();
  return presentRootKey(rootKey);
});
