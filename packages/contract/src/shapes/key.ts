import { Type } from '@sinclair/typebox';
import { named, referTo, ruled } from './annotations.js';
import { Credits } from './credits.js';
import { Identity } from './identity.js';
import { RateLimit } from './rate-limit.js';
import { AnyObject, closed, listOf, UnixMs } from './schema.js';
import { label } from './text.js';

/** The last moment of the year 2099, in unix milliseconds. */
const MAX_EXPIRES = 4_102_444_800_000;

export const KeyReference = referTo(
  'key',
  ['id'],
  Type.String({
    minLength: 3,
    maxLength: 255,
    pattern: '^[a-zA-Z0-9_]+$',
    description: 'Id of the key, such as key_1234. Not the key itself.',
  }),
);

export const KeyText = referTo(
  'key',
  ['key'],
  Type.String({
    minLength: 1,
    maxLength: 512,
    description: 'The key itself, as your user sends it.',
  }),
);

export const KeyName = label({ minLength: 1, maxLength: 255 });

export const Expires = Type.Integer({
  format: 'int64',
  minimum: 0,
  maximum: MAX_EXPIRES,
  description: 'Unix time in milliseconds after which the key is no longer valid.',
});

/** The expiry of a key that is about to be created. */
export const FutureExpires = ruled('must be in the future', Expires);

/** An imported key may have expired already. */
export const ImportedExpires = ruled('must be in milliseconds, not in seconds', Expires);

/** A key as management operations show it. Fields without a value are left out, never null. */
export const Key = named(
  'Key',
  'A key as management operations show it. Fields without a value are absent, never null.',
  closed({
    keyId: Type.String(),
    start: Type.String({ description: 'The beginning of the key, to recognise it by.' }),
    enabled: Type.Boolean(),
    createdAt: UnixMs,
    updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
    lastUsedAt: Type.Optional(Type.Integer({ format: 'int64' })),
    name: Type.Optional(Type.String()),
    meta: Type.Optional(AnyObject),
    expires: Type.Optional(Type.Integer({ format: 'int64' })),
    permissions: Type.Optional(
      listOf(Type.String(), { description: 'Slugs, held directly or through roles.' }),
    ),
    roles: Type.Optional(listOf(Type.String())),
    credits: Type.Optional(Credits),
    identity: Type.Optional(Identity),
    ratelimits: Type.Optional(listOf(RateLimit)),
    plaintext: Type.Optional(
      Type.String({
        description: 'The key itself, if the request asked to decrypt and the key is recoverable.',
      }),
    ),
  }),
);
