import { choice, flag, type RawSearch, readSearch, text } from '../../lib/search-params.js';
import { readRange } from '../../usage/range.js';

const IDENTIFIER_LENGTH_MAX = 512;

const readList = readSearch({
  q: text(256),
  sort: choice(['createdAt', 'name']),
  order: choice(['asc', 'desc']),
  create: flag(),
});

export const readLimitsSearch = (raw: RawSearch) => ({ ...readList(raw), ...readRange(raw) });

const readUsage = readSearch({
  /** Only the checks of this identifier. */
  identifier: text(IDENTIFIER_LENGTH_MAX),
  by: choice(['checks', 'refused', 'cost']),
  live: flag(),
});

export const readUsageSearch = (raw: RawSearch) => ({ ...readUsage(raw), ...readRange(raw) });

export const readOverridesSearch = readSearch({
  q: text(256),
  sort: choice(['createdAt', 'identifier']),
  order: choice(['asc', 'desc']),
  create: flag(),
  /** The identifier whose override is being edited, or made. */
  edit: text(IDENTIFIER_LENGTH_MAX),
  /** The identifier that the page says the override of. */
  which: text(IDENTIFIER_LENGTH_MAX),
});
