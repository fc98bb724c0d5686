import { given } from '../../../lib/given.js';
import type { KeyListBody } from '../../../rpc/answers.js';

/*
 * What the list of keys shows lives in the address of the page, so that a reload and a pasted link
 * give the same view. Anything in it that is not valid counts as absent: an old link still opens.
 */

export const KEY_STATUSES = ['active', 'disabled', 'expired', 'exhausted'] as const;
export const KEY_SORTS = ['createdAt', 'lastUsedAt', 'expires', 'name'] as const;
/** Days without use. */
export const UNUSED_DAYS = [7, 30, 90, 365] as const;
/** Days until the expiry. 0: it has passed. */
export const EXPIRY_DAYS = [0, 7, 30, 90] as const;

export type KeyStatus = (typeof KEY_STATUSES)[number];
export type KeySort = (typeof KEY_SORTS)[number];

export interface KeyListSearch {
  readonly q?: string;
  readonly status?: KeyStatus;
  /** externalId of the owner. */
  readonly owner?: string;
  readonly unusedDays?: number;
  readonly expiresDays?: number;
  readonly sort?: KeySort;
  readonly order?: 'asc' | 'desc';
}

const TEXT_LENGTH_MAX = 255;

export function readKeyListSearch(raw: Readonly<Record<string, unknown>>): KeyListSearch {
  return {
    ...given('q', textOf(raw['q'])),
    ...given('status', oneOf(KEY_STATUSES, raw['status'])),
    ...given('owner', textOf(raw['owner'])),
    ...given('unusedDays', oneOf(UNUSED_DAYS, Number(raw['unusedDays'] ?? Number.NaN))),
    ...given('expiresDays', oneOf(EXPIRY_DAYS, Number(raw['expiresDays'] ?? Number.NaN))),
    ...given('sort', oneOf(KEY_SORTS, raw['sort'])),
    ...given('order', oneOf(['asc', 'desc'] as const, raw['order'])),
  };
}

const DAY_MS = 86_400_000;
/** The moments of the filters stay the same for so long, so that pages of one list belong together. */
const STEP_MS = 60_000;

export type KeyListRequest = Omit<KeyListBody, 'cursor' | 'limit' | 'count'>;

/** The newest keys first, unless the reader has chosen another order. */
export function toListRequest(apiId: string, search: KeyListSearch, nowMs: number): KeyListRequest {
  const startMs = Math.floor(nowMs / STEP_MS) * STEP_MS;
  const { q, status, owner, unusedDays, expiresDays } = search;
  return {
    apiId,
    ...given('search', q),
    ...given('status', status),
    ...given('externalId', owner),
    ...given('unusedSince', unusedDays === undefined ? undefined : startMs - unusedDays * DAY_MS),
    ...given(
      'expiresBefore',
      expiresDays === undefined ? undefined : startMs + expiresDays * DAY_MS,
    ),
    ...orderOf(search),
  };
}

export function orderOf({ sort, order }: KeyListSearch): { sort: KeySort; order: 'asc' | 'desc' } {
  return { sort: sort ?? 'createdAt', order: order ?? (sort === undefined ? 'desc' : 'asc') };
}

/** Whether the list may leave keys out. */
export function isFiltered(search: KeyListSearch): boolean {
  const { sort: _sort, order: _order, ...filters } = search;
  return Object.keys(filters).length > 0;
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const trimmed = text.trim().slice(0, TEXT_LENGTH_MAX);
  return trimmed === '' ? undefined : trimmed;
}

function oneOf<const Value>(choices: readonly Value[], value: unknown): Value | undefined {
  return choices.find((choice) => choice === value);
}
