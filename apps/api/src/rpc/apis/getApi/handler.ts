import { getApi as definition } from '@unlatch/contract/operations/apis/getApi';
import { apiNotFound } from '../../../domain/not-found.js';
import { findLiveApi } from '../../../store/apis/apis.js';
import { implement } from '../../implement.js';

export const getApi = implement(definition, async ({ body, caller }, deps) => {
  const api = await findLiveApi(deps.db, { workspaceId: caller.workspaceId, apiId: body.apiId });
  if (api === undefined) throw apiNotFound();
  return { id: api.id, name: api.name };
});
