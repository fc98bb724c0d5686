import { authorize } from '../../../domain/authorization/authorize.js';
import { grantedIds } from '../../../domain/authorization/grants.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveNamespaces } from '../../../store/rate-limits/namespaces.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentNamespace } from '../../shared/namespace.js';
import { readPage } from '../../shared/read-page.js';
import { definition } from './schema.js';

export const listNamespaces = implementListRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const ids = grantedIds(caller.grants, { type: 'ratelimit', action: 'read_namespace' });
  if (ids.length === 0) authorize(caller, requirements.readAllNamespaces());
  const page = await readPage(body, (range) =>
    listLiveNamespaces(deps.db, { workspaceId, ids, ...range }),
  );
  return mapPage(page, presentNamespace);
});
