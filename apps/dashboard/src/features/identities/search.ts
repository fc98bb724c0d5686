import { choice, flag, type RawSearch, readSearch, text } from '../../lib/search-params.js';
import { readRange } from '../../usage/range.js';

export const readIdentitiesSearch = readSearch({
  q: text(256),
  sort: choice(['createdAt', 'externalId']),
  order: choice(['asc', 'desc']),
  create: flag(),
});

const readIdentity = readSearch({
  /** The dialog that is open. */
  edit: choice(['limits', 'meta', 'remove']),
  live: flag(),
});

export const readIdentitySearch = (raw: RawSearch) => ({ ...readIdentity(raw), ...readRange(raw) });
