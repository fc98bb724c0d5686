import { getOverride as definition } from '@unlatch/contract/operations/ratelimit/getOverride';
import { namespaceNotFound, overrideNotFound } from '../../../domain/not-found.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import { findOverrideFor } from '../../../store/rate-limits/overrides.js';
import { implement } from '../../implement.js';
import { presentOverride } from '../../shared/override.js';

export const getOverride = implement(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const { namespace: idOrName, identifier } = body;
  const namespace = await findLiveNamespace(deps.db, { workspaceId, idOrName });
  if (namespace === undefined) throw namespaceNotFound();
  const namespaceId = namespace.id;
  const override = await findOverrideFor(deps.db, { workspaceId, namespaceId, identifier });
  if (override === undefined) throw overrideNotFound();
  if (!rights.allows(caller, { namespaceId, overrideId: override.id })) throw overrideNotFound();
  return presentOverride(override);
});
