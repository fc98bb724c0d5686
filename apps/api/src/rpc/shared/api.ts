import type { Static } from '@sinclair/typebox';
import type { Api as ApiShape } from '@unlatch/contract/shapes/api';
import type { Api } from '../../store/apis/apis.js';

export function presentApi(api: Api): Static<typeof ApiShape> {
  const { defaultPrefix, defaultByteLength, ipAllowList, updatedAtMs } = api;
  return {
    id: api.id,
    name: api.name,
    keyspaceId: api.keySpaceId,
    ...(defaultPrefix === null ? {} : { defaultPrefix }),
    ...(defaultByteLength === null ? {} : { defaultByteLength }),
    ...(ipAllowList.length === 0 ? {} : { ipAllowList }),
    deleteProtection: api.deleteProtection,
    storesRecoverableKeys: api.storesRecoverableKeys,
    createdAt: api.createdAtMs,
    ...(updatedAtMs === null ? {} : { updatedAt: updatedAtMs }),
  };
}
