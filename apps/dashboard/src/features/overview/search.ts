import type { RawSearch } from '../../lib/search-params.js';
import { readRange } from '../../usage/range.js';

export const readOverviewSearch = (raw: RawSearch) => readRange(raw);
