import { Type } from '@sinclair/typebox';
import { named, referTo, ruled } from './annotations.js';
import { closed, MAX_INTEGER } from './schema.js';

/** The longest window: 30 days. */
const WINDOW_MAX_MS = 2_592_000_000;

/** One limit to check, in a request. */
export const RateLimitCheck = named(
  'RateLimitCheck',
  'A check of one identifier against a limit.',
  closed({
    namespace: referTo(
      'namespace',
      ['name', 'id'],
      ruled(
        'must not be new with line breaks, control characters, marks of direction or invisible characters',
        Type.String({
          minLength: 1,
          maxLength: 512,
          description: 'Name or id of the namespace. A new name creates a namespace.',
        }),
      ),
    ),
    identifier: Type.String({
      minLength: 1,
      maxLength: 512,
      description: 'What the limit applies to, such as the id of a user or an address.',
    }),
    limit: Type.Integer({
      format: 'int64',
      minimum: 1,
      maximum: MAX_INTEGER,
      description: 'How much may be used within one window.',
    }),
    duration: Type.Integer({
      format: 'int64',
      minimum: 1000,
      maximum: WINDOW_MAX_MS,
      description: 'Length of the window in milliseconds.',
    }),
    cost: Type.Optional(
      Type.Integer({
        format: 'int64',
        minimum: 0,
        maximum: MAX_INTEGER,
        default: 1,
        description: 'How much this request uses. 0 only asks how much is left.',
      }),
    ),
  }),
);

/** The answer to a check, besides whether it passed. */
export const CHECK_ANSWER = {
  limit: Type.Integer({ format: 'int64', description: 'The limit that counted.' }),
  remaining: Type.Integer({ format: 'int64' }),
  reset: Type.Integer({
    format: 'int64',
    description: 'Unix time in milliseconds at which the current window ends.',
  }),
  overrideId: Type.Optional(Type.String({ description: 'Present if an override counted.' })),
};
