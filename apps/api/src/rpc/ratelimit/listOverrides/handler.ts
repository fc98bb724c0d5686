import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { mapPage, toPage } from '../../../domain/pagination.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import * as overrides from '../../../store/rate-limits/overrides.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentOverride } from '../../shared/override.js';
import { readPageRequest } from '../../shared/page-request.js';
import { definition, LIMIT_DEFAULT } from './schema.js';

export const listOverrides = implementListRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const page = readPageRequest(body, { limitDefault: LIMIT_DEFAULT });
  const { limit, from: [fromId = ''] = [] } = page;
  const namespace = await findLiveNamespace(deps.db, { workspaceId, idOrName: body.namespace });
  if (namespace === undefined) throw namespaceNotFound();
  const namespaceId = namespace.id;
  authorize(caller, requirements.listOverrides({ namespaceId }));
  const list = { workspaceId, namespaceId, fromId, limit: limit + 1 };
  const rows = await overrides.listOverrides(deps.db, list);
  return mapPage(
    toPage(rows, limit, ({ id }) => [id]),
    presentOverride,
  );
});
