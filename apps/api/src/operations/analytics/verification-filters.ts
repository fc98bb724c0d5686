import type { VerificationFilters } from '../../domain/usage-charts/question.js';
import type { VerificationSumFilters } from '../../store/events/verification-sums.js';
import type { ApiScope } from './api-scope.js';

/** The filters of a request, as the contract has them. */
export interface FilterRequest {
  readonly keyIds?: readonly string[];
  readonly externalIds?: readonly string[];
  readonly tags?: readonly string[];
  readonly outcomes?: readonly string[];
}

/** For the engine. */
export function engineFilters(request: FilterRequest, { apiIds }: ApiScope): VerificationFilters {
  return {
    apiIds,
    keyIds: request.keyIds,
    externalIds: request.externalIds,
    tags: request.tags,
    outcomes: request.outcomes,
  };
}

/** For the sums per hour of the database, which know no tags. */
export function sumFilters(request: FilterRequest, { apiIds }: ApiScope): VerificationSumFilters {
  return {
    apiIds,
    keyIds: request.keyIds,
    externalIds: request.externalIds,
    outcomes: request.outcomes,
  };
}

/** The parts of the request that decide the answer, for the key of its cache. */
export function questionOf(request: FilterRequest, { apiIds }: ApiScope): object {
  const { keyIds, externalIds, tags, outcomes } = request;
  return { apiIds, keyIds, externalIds, tags, outcomes };
}
