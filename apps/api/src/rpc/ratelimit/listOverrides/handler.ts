import {
  listOverrides as definition,
  LIMIT_DEFAULT,
} from '@unlatch/contract/operations/ratelimit/listOverrides';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { mapPage } from '../../../domain/pagination.js';
import { findLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import * as overrides from '../../../store/rate-limits/overrides.js';
import type { SmallListQuery } from '../../../store/search/small-list.js';
import { implementList } from '../../implement.js';
import { presentOverride } from '../../shared/override.js';
import { readSmallList } from '../../shared/small-list.js';

export const listOverrides = implementList(definition, async ({ body, caller }, { db }, rights) => {
  const { workspaceId } = caller;
  const open = async () => {
    const namespace = await findLiveNamespace(db, { workspaceId, idOrName: body.namespace });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    rights.require(caller, { namespaceId });
    const selector = { workspaceId, namespaceId };
    return {
      read: (list: SmallListQuery) => overrides.listOverrides(db, { ...selector, ...list }),
      count: (list: SmallListQuery) => overrides.countListedOverrides(db, { ...selector, ...list }),
    };
  };
  const page = await readSmallList(body, open, { limitDefault: LIMIT_DEFAULT });
  return mapPage(page, presentOverride);
});
