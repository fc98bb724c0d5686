import { choice, listOf, type RawSearch, readSearch, text } from '../../lib/search-params.js';
import { readRange } from '../../usage/range.js';

const ID_LENGTH_MAX = 255;
const ids = listOf(text(ID_LENGTH_MAX));

const readFilters = readSearch({
  operation: ids,
  code: ids,
  root: ids,
  request: ids,
  outcome: choice(['failed', 'broken']),
  open: text(ID_LENGTH_MAX),
});

/** `open`: the request whose drawer is open. */
export const readRequestsSearch = (raw: RawSearch) => ({ ...readFilters(raw), ...readRange(raw) });

export type RequestsSearch = ReturnType<typeof readRequestsSearch>;

/** A filter of the service takes so many values. */
const VALUES_MAX = 20;
const STATUS_MIN = { failed: 400, broken: 500 } as const;

export function toRequestsRequest(search: RequestsSearch, span: { from: number; to: number }) {
  const { operation, code, root, request, outcome } = search;
  return {
    ...span,
    operations: operation?.slice(0, VALUES_MAX),
    codes: code?.slice(0, VALUES_MAX),
    rootKeyIds: root?.slice(0, VALUES_MAX),
    requestIds: request?.slice(0, VALUES_MAX),
    statusMin: outcome && STATUS_MIN[outcome],
  };
}

export function isFiltered({ operation, code, root, request, outcome }: RequestsSearch): boolean {
  return [operation, code, root, request, outcome].some((value) => value !== undefined);
}

/** The request again, for a shell. The root key is the one of the reader. */
export function toCurl(baseUrl: string, path: string, body: string | undefined): string {
  const lines = [
    `curl ${baseUrl}${path}`,
    `  -H "Authorization: Bearer $UNLATCH_ROOT_KEY"`,
    `  -H 'Content-Type: application/json'`,
    `  -d '${(body ?? '{}').replaceAll("'", `'\\''`)}'`,
  ];
  return lines.join(' \\\n');
}

/** Bodies are kept as JSON without spaces. What is none stays as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
