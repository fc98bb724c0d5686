import { getNamespace as definition } from '@unlatch/contract/operations/ratelimit/getNamespace';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import { implement } from '../../implement.js';
import { presentNamespace } from '../../shared/namespace.js';

export const getNamespace = implement(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const namespace = await findLiveNamespace(deps.db, { workspaceId, idOrName: body.namespace });
  if (namespace === undefined) throw namespaceNotFound();
  rights.require(caller, { namespaceId: namespace.id });
  return presentNamespace(namespace);
});
