import { type TSchema, Type } from '@sinclair/typebox';
import type { Operation } from '../operation.js';
import { named } from './annotations.js';
import { closed } from './schema.js';

const ResponseMeta = named(
  'ResponseMeta',
  'What every answer says about its request.',
  closed({ requestId: Type.String({ description: 'The same as in the header X-Request-Id.' }) }),
);

const Pagination = named(
  'Pagination',
  'Where the next page of a list begins.',
  closed({
    hasMore: Type.Boolean(),
    cursor: Type.Optional(
      Type.String({
        description: 'Send it with the request for the next page. Absent on the last page.',
      }),
    ),
    total: Type.Optional(
      closed(
        {
          count: Type.Integer({ format: 'int64' }),
          isExact: Type.Boolean({ description: 'false: there are at least so many.' }),
        },
        { description: 'How many items all pages have together, if the request asked to count.' },
      ),
    ),
  }),
);

/** The whole of a successful answer. One schema validates, serialises and documents it. */
export function envelopeOf({ data, paginated }: Pick<Operation, 'data' | 'paginated'>): TSchema {
  const options = { description: 'Done.' };
  if (!paginated) return closed({ meta: ResponseMeta, data }, options);
  return closed({ meta: ResponseMeta, data: Type.Array(data), pagination: Pagination }, options);
}
