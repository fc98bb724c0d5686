import type { Page } from '../../domain/pagination.js';

/** The data of an answer with its request id, in the form of `envelopeOf` in the contract. */
export function envelope(requestId: string, data: unknown) {
  return { meta: { requestId }, data };
}

export function pageEnvelope(requestId: string, { items, cursor, total }: Page<unknown>) {
  const hasMore = cursor !== undefined;
  const pagination = {
    hasMore,
    ...(hasMore ? { cursor } : {}),
    ...(total === undefined ? {} : { total }),
  };
  return { meta: { requestId }, data: items, pagination };
}
