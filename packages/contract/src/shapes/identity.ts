import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { RateLimit } from './rate-limit.js';
import { AnyObject, closed, listOf } from './schema.js';

export const IdentityReference = referTo(
  'identity',
  ['externalId', 'id'],
  Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'Id of the identity, or its externalId.',
  }),
);

/** The owner of a key, in a request. */
export const ExternalId = referTo(
  'identity',
  ['externalId'],
  Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: '^[a-zA-Z0-9_.-]+$',
    description: 'Your id of the user. A missing identity is created.',
  }),
);

/** Fields without a value are left out, never null. */
export const Identity = named(
  'Identity',
  closed({
    id: Type.String(),
    externalId: Type.String(),
    meta: Type.Optional(AnyObject),
    ratelimits: Type.Optional(listOf(RateLimit)),
  }),
);
