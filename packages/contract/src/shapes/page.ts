import { Type } from '@sinclair/typebox';
import { ruled } from './annotations.js';
import { oneOf } from './schema.js';

/** Part of every list request. */
export const PageLimit = Type.Integer({
  minimum: 1,
  maximum: 100,
  default: 100,
  description: 'At most this many items.',
});

export const PageCursor = ruled(
  'must be pagination.cursor of a page of the same list',
  Type.String({
    maxLength: 2048,
    description:
      'pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page.',
  }),
);

/** The two fields of a list request. */
export const PAGE = { limit: Type.Optional(PageLimit), cursor: Type.Optional(PageCursor) };

export const SEARCH = {
  maxLength: 256,
  description: 'Only items that contain this text, in any case.',
};

/** What a list may be sorted by. The first is the default. */
export function sortedBy<const T extends readonly string[]>(values: T, description: string) {
  return {
    sort: Type.Optional(oneOf(values, `What the items are sorted by. ${description}`)),
    order: Type.Optional(
      oneOf(['asc', 'desc'], 'asc, the default: from the lowest value to the highest.'),
    ),
  };
}

export const COUNT = {
  count: Type.Optional(
    Type.Boolean({
      default: false,
      description:
        'Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.',
    }),
  ),
};
