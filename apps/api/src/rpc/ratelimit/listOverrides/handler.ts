import {
  listOverrides as definition,
  LIMIT_DEFAULT,
} from '@unlatch/contract/operations/ratelimit/listOverrides';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { mapPage } from '../../../domain/pagination.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import * as overrides from '../../../store/rate-limits/overrides.js';
import { implementList } from '../../implement.js';
import { presentOverride } from '../../shared/override.js';
import { type PageRange, readPage } from '../../shared/read-page.js';

export const listOverrides = implementList(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  // The cursor is judged first, like everything that depends on the request alone.
  const read = async (range: PageRange) => {
    const namespace = await findLiveNamespace(deps.db, { workspaceId, idOrName: body.namespace });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    rights.require(caller, { namespaceId });
    return overrides.listOverrides(deps.db, { workspaceId, namespaceId, ...range });
  };
  return mapPage(await readPage(body, read, { limitDefault: LIMIT_DEFAULT }), presentOverride);
});
