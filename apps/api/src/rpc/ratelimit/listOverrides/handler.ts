import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { mapPage } from '../../../domain/pagination.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import * as overrides from '../../../store/rate-limits/overrides.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentOverride } from '../../shared/override.js';
import { type PageRange, readPage } from '../../shared/read-page.js';
import { definition, LIMIT_DEFAULT } from './schema.js';

export const listOverrides = implementListRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  // The cursor is judged first, as everything that the request alone can tell.
  const read = async (range: PageRange) => {
    const namespace = await findLiveNamespace(deps.db, { workspaceId, idOrName: body.namespace });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    authorize(caller, requirements.listOverrides({ namespaceId }));
    return overrides.listOverrides(deps.db, { workspaceId, namespaceId, ...range });
  };
  return mapPage(await readPage(body, read, { limitDefault: LIMIT_DEFAULT }), presentOverride);
});
