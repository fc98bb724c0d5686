import type { RawSearch } from '../../../lib/search-params.js';
import { choice, flag, readSearch, text } from '../../../lib/search-params.js';
import { readRange } from '../../../usage/range.js';

const readOthers = readSearch({
  /** A key does not say which API it is of. A link to it does. */
  api: text(255),
  tab: choice(['usage', 'settings']),
  outcome: text(64),
  live: flag(),
  /** The request id of the verification that is being explained. */
  explain: text(255),
});

export function readKeySearch(raw: RawSearch) {
  return { ...readOthers(raw), ...readRange(raw) };
}
