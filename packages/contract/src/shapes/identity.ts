import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { RateLimit } from './rate-limit.js';
import { AnyObject, closed, listOf } from './schema.js';
import { name } from './text.js';

export const IdentityReference = referTo(
  'identity',
  ['externalId', 'id'],
  Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'Id of the identity, or its externalId.',
  }),
);

/** As identity providers write ids: `auth0|5f`, `ada@example.com`, `CN=Ada Lovelace,OU=Staff`. */
export const NewExternalId = name({
  minLength: 1,
  maxLength: 255,
  description: 'Your id of the user. It must not be taken, and it cannot be changed later.',
});

/** The owner of a key, in a request. */
export const ExternalId = referTo(
  'identity',
  ['externalId'],
  name({
    minLength: 1,
    maxLength: 255,
    description: 'Your id of the user. A missing identity is created.',
  }),
);

/** Fields without a value are left out, never null. */
export const Identity = named(
  'Identity',
  'An owner of keys, with metadata and limits that its keys share.',
  closed({
    id: Type.String(),
    externalId: Type.String(),
    meta: Type.Optional(AnyObject),
    ratelimits: Type.Optional(listOf(RateLimit)),
  }),
);
