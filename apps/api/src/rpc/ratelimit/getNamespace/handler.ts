import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import { implementRpc } from '../../define-rpc.js';
import { presentNamespace } from '../../shared/namespace.js';
import { definition } from './schema.js';

export const getNamespace = implementRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const namespace = await findLiveNamespace(deps.db, { workspaceId, idOrName: body.namespace });
  if (namespace === undefined) throw namespaceNotFound();
  authorize(caller, requirements.readNamespace({ namespaceId: namespace.id }));
  return presentNamespace(namespace);
});
