import { choice, listOf, type RawSearch, readSearch, text } from '../../lib/search-params.js';
import { readRange } from '../../usage/range.js';

const ID_LENGTH_MAX = 255;
const ids = listOf(text(ID_LENGTH_MAX));

const readFilters = readSearch({
  q: text(ID_LENGTH_MAX),
  event: ids,
  actor: ids,
  target: ids,
  request: ids,
  order: choice(['asc', 'desc']),
  open: text(ID_LENGTH_MAX),
});

/** `open`: the audit event whose drawer is open. */
export const readAuditSearch = (raw: RawSearch) => ({ ...readFilters(raw), ...readRange(raw) });

export type AuditSearch = ReturnType<typeof readAuditSearch>;

/** A filter of the service takes so many values. */
const VALUES_MAX = 20;

export function toAuditRequest(search: AuditSearch, span: { from: number; to: number }) {
  const { q, event, actor, target, request, order } = search;
  return {
    ...span,
    search: q,
    events: event?.slice(0, VALUES_MAX),
    actorIds: actor?.slice(0, VALUES_MAX),
    targetIds: target?.slice(0, VALUES_MAX),
    requestIds: request?.slice(0, VALUES_MAX),
    order,
  };
}

export function isFiltered({ q, event, actor, target, request }: AuditSearch): boolean {
  return [q, event, actor, target, request].some((value) => value !== undefined);
}
