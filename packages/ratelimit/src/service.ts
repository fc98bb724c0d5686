import type { Result, UnkeyError } from '@unlatch/api';
import { UnkeyCore } from '@unlatch/api/core';
import { ratelimitLimit, ratelimitMultiLimit } from '@unlatch/api/funcs';
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
      const asked = await settled(ratelimitLimit(client, check, options));
      return asked.ok ? { ok: true, value: asked.value.data } : asked;
    },
    async multiLimit(checks) {
      const asked = await settled(ratelimitMultiLimit(client, [...checks], options));
      if (!asked.ok) return asked;
      const { passed: success, limits } = asked.value.data;
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
 * Where one program loads the client both with `import` and with `require`, an injected one throws
 * errors of its own copy, which the functions do not recognise. They are failures all the same.
 */
async function settled<T>(call: PromiseLike<Result<T>>): Promise<Result<T>> {
  try {
    return await call;
  } catch (error) {
    if (isUnkeyError(error)) return { ok: false, error };
    throw error;
  }
}

function isUnkeyError(error: unknown): error is UnkeyError {
  return error instanceof Error && 'code' in error && 'requestId' in error && 'detail' in error;
}
