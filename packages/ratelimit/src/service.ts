import type { Reply, Result } from '@unlatch/api';
import { UnkeyCore } from '@unlatch/api/core';
import { ratelimitLimit, ratelimitMultiLimit } from '@unlatch/api/funcs';
import { uncached } from '@unlatch/api/guard';
import type { V2RatelimitMultiLimitResponseBody } from '@unlatch/api/models/components';
import { ResponseValidationError } from '@unlatch/api/models/errors';
import type { Check } from './check.js';
import { toMs } from './duration.js';
import type { RatelimitConfig, ServiceOptions } from './options.js';
import type { MultiLimitItem, RatelimitResponse } from './response.js';

/** The requests to the service. Nothing here rejects. */
export interface Service {
  limit(check: Check): Promise<Result<RatelimitResponse>>;
  /** Counts all or nothing. The answers are in the order of the checks. */
  multiLimit(
    checks: readonly Check[],
  ): Promise<Result<{ success: boolean; limits: MultiLimitItem[] }>>;
}

export function createService(config: ServiceOptions & Pick<RatelimitConfig, 'timeout'>): Service {
  const { timeout } = config;
  const client = createClient(config);
  const timeoutMs = timeout === false ? Number.POSITIVE_INFINITY : timeout && toMs(timeout.ms);
  return {
    async limit(check) {
      const options = { ...uncached(), timeoutMs };
      const asked = await ratelimitLimit(client, check, options).withResponse();
      if (!asked.ok) return asked;
      const { data } = asked.value.value;
      return typeof data?.success === 'boolean'
        ? { ok: true, value: data }
        : noVerdict(asked.value);
    },
    async multiLimit(checks) {
      const options = { ...uncached(), timeoutMs };
      const asked = await ratelimitMultiLimit(client, [...checks], options).withResponse();
      if (!asked.ok) return asked;
      const { data } = asked.value.value;
      if (!hasVerdicts(data, checks.length)) return noVerdict(asked.value);
      const { passed: success, limits } = data;
      return {
        ok: true,
        value: {
          success,
          limits: limits.map(({ passed, ...rest }) => ({ success: passed, ...rest })),
        },
      };
    },
  };
}

export function createClient({ unkey, rootKey, serverURL, baseUrl }: ServiceOptions): UnkeyCore {
  return unkey ?? new UnkeyCore({ rootKey, serverURL: serverURL ?? baseUrl });
}

/**
 * The client passes answers on unchanged. An answer that is not a verdict is an ordinary failure.
 */
function hasVerdicts(data: V2RatelimitMultiLimitResponseBody['data'], count: number): boolean {
  const { passed, limits } = data ?? {};
  if (typeof passed !== 'boolean' || !Array.isArray(limits) || limits.length !== count)
    return false;
  return limits.every((one) => typeof one?.passed === 'boolean');
}

function noVerdict(answer: Reply<unknown>): { ok: false; error: ResponseValidationError } {
  const { value, requestId, status, headers } = answer;
  const detail = 'the answer holds no verdict on the limit';
  const details = { code: 'client/invalid_response', detail, requestId, status };
  const error = new ResponseValidationError(details, { headers, body: JSON.stringify(value) });
  return { ok: false, error };
}
