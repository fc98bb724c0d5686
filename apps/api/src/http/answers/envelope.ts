import { type TSchema, Type } from '@sinclair/typebox';
import type { Page } from '../../domain/pagination.js';
import type { Rpc } from '../../rpc/define-rpc.js';

const Meta = Type.Object(
  { requestId: Type.String({ description: 'Also in the header X-Request-Id.' }) },
  { additionalProperties: false },
);

const Pagination = Type.Object(
  {
    hasMore: Type.Boolean(),
    cursor: Type.Optional(
      Type.String({ description: 'Send it with the next request; absent on the last page.' }),
    ),
  },
  { additionalProperties: false },
);

/** What a successful answer looks like: validated, serialised and documented from one schema. */
export function envelopeSchema({ definition, paginated }: Rpc): TSchema {
  const closed = { description: 'Done.', additionalProperties: false };
  if (!paginated) return Type.Object({ meta: Meta, data: definition.data }, closed);
  const data = Type.Array(definition.data);
  return Type.Object({ meta: Meta, data, pagination: Pagination }, closed);
}

export function envelope(requestId: string, data: unknown) {
  return { meta: { requestId }, data };
}

export function pageEnvelope(requestId: string, { items, cursor }: Page<unknown>) {
  const hasMore = cursor !== undefined;
  const pagination = hasMore ? { hasMore, cursor } : { hasMore };
  return { meta: { requestId }, data: items, pagination };
}
