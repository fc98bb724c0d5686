import { readSearch, text } from '../../lib/search-params.js';

export const readMembersSearch = readSearch({ q: text(255) });
