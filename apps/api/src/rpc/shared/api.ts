import { type Static, Type } from '@sinclair/typebox';
import type { Api } from '../../store/apis/apis.js';
import { closed, KeyByteLength, KeyPrefix, listOf } from './fields.js';

export const ApiId = Type.String({
  minLength: 8,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Id of the API, such as api_1234.',
});

export const ApiName = Type.String({ minLength: 3, maxLength: 256 });

/** An API with its settings. Fields without a value are left out, never null. */
export const ApiDetails = closed({
  id: ApiId,
  name: ApiName,
  defaultPrefix: Type.Optional(KeyPrefix),
  defaultByteLength: Type.Optional(KeyByteLength),
  ipAllowList: Type.Optional(
    listOf(Type.String(), { description: 'Where keys may be used from; absent for everywhere.' }),
  ),
  deleteProtection: Type.Boolean(),
  storesRecoverableKeys: Type.Boolean(),
  createdAt: Type.Integer({ format: 'int64', description: 'Unix time in milliseconds.' }),
  updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
});

export function presentApi(api: Api): Static<typeof ApiDetails> {
  const { defaultPrefix, defaultByteLength, ipAllowList, updatedAtMs } = api;
  return {
    id: api.id,
    name: api.name,
    ...(defaultPrefix === null ? {} : { defaultPrefix }),
    ...(defaultByteLength === null ? {} : { defaultByteLength }),
    ...(ipAllowList.length === 0 ? {} : { ipAllowList }),
    deleteProtection: api.deleteProtection,
    storesRecoverableKeys: api.storesRecoverableKeys,
    createdAt: api.createdAtMs,
    ...(updatedAtMs === null ? {} : { updatedAt: updatedAtMs }),
  };
}
