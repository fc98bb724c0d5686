import { isAuthorized } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { namespaceNotFound, overrideNotFound } from '../../../domain/not-found.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import { findOverrideFor } from '../../../store/rate-limits/overrides.js';
import { implementRpc } from '../../define-rpc.js';
import { presentOverride } from '../../shared/override.js';
import { definition } from './schema.js';

export const getOverride = implementRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const { namespace: idOrName, identifier } = body;
  const namespace = await findLiveNamespace(deps.db, { workspaceId, idOrName });
  if (namespace === undefined) throw namespaceNotFound();
  const namespaceId = namespace.id;
  const override = await findOverrideFor(deps.db, { workspaceId, namespaceId, identifier });
  if (override === undefined) throw overrideNotFound();
  const scope = { workspaceId, namespaceId, overrideId: override.id };
  if (!isAuthorized(caller, requirements.readOverride(scope))) throw overrideNotFound();
  return presentOverride(override);
});
