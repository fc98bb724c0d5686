import { Type } from '@sinclair/typebox';
import { ruled } from './annotations.js';

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
    maxLength: 1024,
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
