import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { Identity } from './identity.js';
import { KeySpaceId } from './key-space.js';
import { RateLimitResult } from './rate-limit.js';
import { AnyObject, closed, listOf, oneOf } from './schema.js';

export const VERIFICATION_CODES = [
  'VALID',
  'NOT_FOUND',
  'FORBIDDEN',
  'INSUFFICIENT_PERMISSIONS',
  'USAGE_EXCEEDED',
  'RATE_LIMITED',
  'DISABLED',
  'EXPIRED',
] as const;

/** The result for a key. A key that is not found has only `valid` and `code`. */
export const Verification = named(
  'Verification',
  'The verdict on a key. A key that is not found has only valid and code.',
  closed({
    valid: Type.Boolean(),
    code: oneOf(VERIFICATION_CODES, 'VALID, or the first reason why the key is not valid.'),
    keyId: Type.Optional(Type.String()),
    keyspaceId: Type.Optional(KeySpaceId),
    name: Type.Optional(Type.String()),
    meta: Type.Optional(AnyObject),
    expires: Type.Optional(Type.Integer({ format: 'int64' })),
    credits: Type.Optional(
      Type.Integer({
        format: 'int64',
        description: 'How many credits are left. Absent for a key with unlimited credits.',
      }),
    ),
    enabled: Type.Optional(Type.Boolean()),
    permissions: Type.Optional(listOf(Type.String())),
    roles: Type.Optional(listOf(Type.String())),
    identity: Type.Optional(Identity),
    ratelimits: Type.Optional(listOf(RateLimitResult)),
  }),
);
