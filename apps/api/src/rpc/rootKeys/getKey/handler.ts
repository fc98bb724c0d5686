import { getKey as definition } from '@unlatch/contract/operations/rootKeys/getKey';
import { rootKeyNotFound } from '../../../domain/not-found.js';
import { findLiveRootKey } from '../../../store/root-keys/root-keys.js';
import { implement } from '../../implement.js';
import { presentRootKey } from '../../shared/root-key.js';

export const getKey = implement(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const rootKey = await findLiveRootKey(deps.db, { workspaceId, rootKeyId: body.keyId });
  if (rootKey === undefined) throw rootKeyNotFound();
  return presentRootKey(rootKey);
});
