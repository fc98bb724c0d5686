import { getRootKey as definition } from '@unlatch/contract/operations/rootKeys/getRootKey';
import { rootKeyNotFound } from '../../../domain/not-found.js';
import { findLiveRootKey } from '../../../store/root-keys/root-keys.js';
import { implement } from '../../implement.js';
import { presentRootKey } from '../../shared/root-key.js';

export const getRootKey = implement(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const rootKey = await findLiveRootKey(deps.db, { workspaceId, rootKeyId: body.rootKeyId });
  if (rootKey === undefined) throw rootKeyNotFound();
  return presentRootKey(rootKey);
});
