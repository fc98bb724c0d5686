import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { apiNotFound } from '../../../domain/not-found.js';
import { findLiveApi } from '../../../store/apis/apis.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const getApi = implementRpc(definition, async ({ body, caller }, deps) => {
  // Asked about the id in the request, so a missing grant says nothing about what exists.
  authorize(caller, requirements.readApi({ apiId: body.apiId }));
  const api = await findLiveApi(deps.db, { workspaceId: caller.workspaceId, apiId: body.apiId });
  if (api === undefined) throw apiNotFound();
  return { id: api.id, name: api.name };
});
