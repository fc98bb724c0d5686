import { type Static, type TSchema, Type } from '@sinclair/typebox';

/** The largest integer that every JSON reader and a JavaScript number hold exactly: 2^53 - 1. */
export const MAX_INTEGER = Number.MAX_SAFE_INTEGER;

/** The last moment of the year 2099, in unix milliseconds. */
const MAX_EXPIRES = 4_102_444_800_000;

/** A closed object: properties that it does not name are refused. */
export function closed<T extends Record<string, TSchema>>(properties: T, options: object = {}) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** Written as one `enum`, which documents and clients show better than a union of constants. */
export function oneOf<const T extends readonly string[]>(values: T, description: string) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: values, description });
}

export function nullable<T extends TSchema & { readonly type: string }>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] });
}

/** A list in a response: made of what is shared between requests, so nobody may change it. */
export function listOf<T extends TSchema>(items: T, options: object = {}) {
  return Type.Unsafe<readonly Static<T>[]>({ type: 'array', items, ...options });
}

export const KeyId = Type.String({
  minLength: 3,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Id of the key, such as key_1234. Not the key itself.',
});

export const KeyText = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'The key itself, as its user sends it.',
});

export const KeyPrefix = Type.String({
  minLength: 1,
  maxLength: 16,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Put before the key with an underscore, so that people recognise it.',
});

export const KeyByteLength = Type.Integer({
  minimum: 16,
  maximum: 255,
  description: 'Random bytes in the key.',
});

export const Meta = Type.Record(Type.String(), Type.Unknown(), {
  maxProperties: 100,
  additionalProperties: true,
  description: 'Any JSON object of yours. It is stored and handed back as it is.',
});

export const Expires = Type.Integer({
  format: 'int64',
  minimum: 0,
  maximum: MAX_EXPIRES,
  description: 'Unix time in milliseconds after which the key is no longer valid.',
});

export const PermissionSlug = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[a-zA-Z0-9_:\\-\\.\\*]+$',
});

export const RoleName = Type.String({ minLength: 1, maxLength: 128 });

export const Refill = closed({
  interval: oneOf(['daily', 'monthly'], 'How often the credits are filled up, at 00:00 UTC.'),
  amount: Type.Integer({
    format: 'int64',
    minimum: 1,
    maximum: MAX_INTEGER,
    description: 'The credits are set to this number. More than that are left as they are.',
  }),
  refillDay: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 31,
      description:
        'Day of the month, for monthly only; 1 if absent. In a shorter month its last day.',
    }),
  ),
});

/** Credits as a request sets them and as a management response shows them. */
export const Credits = closed({
  remaining: nullable(
    Type.Integer({
      format: 'int64',
      minimum: 0,
      maximum: MAX_INTEGER,
      description: 'How many credits are left; null for unlimited.',
    }),
  ),
  refill: Type.Optional(Refill),
});

export const Ratelimit = Type.Object(
  {
    name: Type.String({ minLength: 3, maxLength: 128 }),
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
);

/** Part of every list request. */
export const PageLimit = Type.Integer({
  minimum: 1,
  maximum: 100,
  default: 100,
  description: 'At most this many items.',
});

export const PageCursor = Type.String({
  maxLength: 1024,
  description: 'pagination.cursor of the page before; absent or empty for the first page.',
});

export const Search = Type.String({
  maxLength: 256,
  description: 'Only items with this text in them, whatever its case.',
});
