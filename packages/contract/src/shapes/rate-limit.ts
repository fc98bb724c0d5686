import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, MAX_INTEGER } from './schema.js';
import { name } from './text.js';

/** A limit of a key or an identity, as a request sets it. */
export const RateLimitSettings = named(
  'RateLimitSettings',
  'A limit of a key or an identity, as a request sets it.',
  Type.Object(
    {
      name: name({ minLength: 3, maxLength: 128 }),
      limit: Type.Integer({ format: 'int64', minimum: 1, maximum: MAX_INTEGER }),
      duration: Type.Integer({
        format: 'int64',
        minimum: 1000,
        maximum: MAX_INTEGER,
        description: 'Length of the window in milliseconds.',
      }),
      autoApply: Type.Optional(Type.Boolean({ default: false })),
    },
    { additionalProperties: true },
  ),
);

const RATE_LIMIT = {
  id: Type.String(),
  name: Type.String(),
  limit: Type.Integer({ format: 'int64' }),
  duration: Type.Integer({ format: 'int64', description: 'Length of the window in milliseconds.' }),
  autoApply: Type.Boolean({
    description:
      'Whether every verification checks this limit, even if the request does not name it.',
  }),
};

/** A limit of a key or an identity, as it is configured. */
export const RateLimit = named(
  'RateLimit',
  'A limit of a key or an identity, as it is configured.',
  closed(RATE_LIMIT),
);

/** The same, with the result of a verification. */
export const RateLimitResult = named(
  'RateLimitResult',
  'A limit of a key or an identity, with the result of a verification.',
  closed({
    ...RATE_LIMIT,
    exceeded: Type.Boolean({ description: 'Whether this limit refused the request.' }),
    remaining: Type.Integer({ format: 'int64' }),
    reset: Type.Integer({
      format: 'int64',
      description: 'Unix time in milliseconds at which the current window ends.',
    }),
  }),
);
