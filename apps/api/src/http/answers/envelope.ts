import type { Page } from '../../domain/pagination.js';
import type { RawJson } from '../../lib/json-text/raw-json.js';

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

/** The same as `envelope`, for data that is JSON text already. */
export function rawEnvelope(requestId: string, { text }: RawJson): string {
  return `{"meta":{"requestId":${JSON.stringify(requestId)}},"data":${text}}`;
}
