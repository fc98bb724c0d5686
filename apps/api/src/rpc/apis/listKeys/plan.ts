import type { Static } from '@sinclair/typebox';
import type { listKeys as definition } from '@unlatch/contract/operations/apis/listKeys';
import type { KeyFilters, KeySort } from '../../../store/keys/key-search.js';
import type { SortOfCursor } from '../../shared/sorted-page.js';

type Request = Static<typeof definition.request>;

export interface KeyListPlan extends KeyFilters {
  readonly sort: KeySort;
  readonly isDescending: boolean;
  readonly counts: boolean;
  readonly cursor: SortOfCursor;
  /** False: all keys of the API or of an identity, by id. No search is needed. */
  readonly isSearch: boolean;
}

/** What a request asks for, with the defaults of what it leaves out. */
export function planKeyList(request: Request): KeyListPlan {
  const { sort = 'createdAt', order = 'asc', count = false, externalId, status } = request;
  const { expiresBefore, unusedSince } = request;
  const text = request.search?.trim() ?? '';
  const isDescending = order === 'desc';
  const given = [status, expiresBefore, unusedSince];
  return {
    text,
    externalId,
    status,
    expiresBeforeMs: expiresBefore,
    unusedSinceMs: unusedSince,
    sort,
    isDescending,
    counts: count,
    cursor: { isById: sort === 'createdAt', type: sort === 'name' ? 'text' : 'bigint' },
    isSearch:
      text !== '' ||
      sort !== 'createdAt' ||
      isDescending ||
      count ||
      given.some((filter) => filter !== undefined),
  };
}
