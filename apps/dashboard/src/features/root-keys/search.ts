import { choice, readSearch, text } from '../../lib/search-params.js';

/** `root`: the root key whose drawer is open. */
export const readRootKeysSearch = readSearch({
  q: text(255),
  sort: choice(['createdAt', 'name']),
  order: choice(['asc', 'desc']),
  root: text(255),
});
