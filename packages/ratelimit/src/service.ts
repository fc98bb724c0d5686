import type { Result } from '@unlatch/api';
import { UnkeyCore } from '@unlatch/api/core';
import { ratelimitLimit, ratelimitMultiLimit } from '@unlatch/api/funcs';
import { UnkeyError } from '@unlatch/api/models/errors';
import type { Check } from './check.js';
import { toMs } from './duration.js';
import type { RatelimitConfig, ServiceOptions } from './options.js';
import type { MultiLimitItem, RatelimitResponse } from './response.js';

/** What is asked of the service. Nothing here rejects. */
export interface Service {
  limit(check: Check): Promise<Result<RatelimitResponse>>;
  /** Counts all or nothing; the answers have the order of the checks. */
  multiLimit(
    checks: readonly Check[],
  ): Promise<Result<{ success: boolean; limits: MultiLimitItem[] }>>;
}

export function createService(config: ServiceOptions & Pick<RatelimitConfig, 'timeout'>): Service {
  const { timeout } = config;
  const client = createClient(config);
  const options =
    timeout === undefined
      ? {}
      : { timeoutMs: timeout ? toMs(timeout.ms) : Number.POSITIVE_INFINITY };
  return {
    async limit(check) {
      const asked = await ratelimitLimit(client, check, options);
      if (!asked.ok) return asked;
      const { data, meta } = asked.value;
      return typeof data?.success === 'boolean' ? { ok: true, value: data } : noVerdict(meta);
    },
    async multiLimit(checks) {
      const asked = await ratelimitMultiLimit(client, [...checks], options);
      if (!asked.ok) return asked;
      const { data, meta } = asked.value;
      if (data?.limits?.length !== checks.length) return noVerdict(meta);
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

/** The client passes answers on as they came. What is no verdict is a failure like any other. */
function noVerdict({ requestId }: { requestId: string }): { ok: false; error: UnkeyError } {
  const detail = 'the answer holds no verdict on the limit';
  return {
    ok: false,
    error: new UnkeyError({ code: 'client/invalid_response', detail, requestId }),
  };
}
