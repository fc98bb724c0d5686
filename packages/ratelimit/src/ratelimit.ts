import { InvalidRequestError } from '@unlatch/api/models/errors';
import type { Check } from './check.js';
import { type Cache, DenialMemory } from './denial-memory.js';
import { toMs } from './duration.js';
import { answerFailure } from './failure.js';
import { LocalCounters } from './local-counters.js';
import { LocalFirst } from './local-first.js';
import type {
  LimitOptions,
  MultiLimitRequest,
  OnFailure,
  RatelimitConfig,
  Ratelimiter,
} from './options.js';
import type { MultiLimitResult, RatelimitResult } from './response.js';
import { createService, type Service } from './service.js';

/**
 * Checks limits that the service counts, so that all processes share them. Make one limiter for
 * each limit and keep it: it remembers what the service would refuse.
 *
 * @example
 * const limiter = new Ratelimit({ namespace: 'sign-in', limit: 5, duration: '1m' });
 * const { success, reset } = await limiter.limit('user_1');
 * if (!success) throw new Error(`come back at ${new Date(reset).toISOString()}`);
 */
export class Ratelimit implements Ratelimiter {
  readonly #namespace: string;
  readonly #limit: number;
  readonly #durationMs: number;
  readonly #service: Service;
  readonly #denials: DenialMemory | undefined;
  readonly #localFirst: LocalFirst | undefined;
  readonly #onFailure: OnFailure;

  constructor(config: RatelimitConfig) {
    this.#namespace = config.namespace;
    this.#limit = config.limit;
    this.#durationMs = toMs(config.duration);
    this.#service = createService(config);
    this.#onFailure = (check, error) => answerFailure(config, check, error);
    this.#localFirst = createLocalFirst(config.async, this.#service);
    this.#denials = createDenialMemory(config.cache);
  }

  /**
   * Counts a request if it may pass. A refused request counts nothing.
   *
   * @example
   * const { success } = await limiter.limit('user_1', { cost: 5 });
   */
  async limit(identifier: string, options: LimitOptions = {}): Promise<RatelimitResult> {
    const check = this.#check({ ...options, identifier });
    if (this.#localFirst) return this.#localFirst.limit(check, this.#onFailure);
    const refusal = this.#denials?.recall(check, Date.now());
    if (refusal) return { ...refusal, source: 'cache' };
    const known = this.#denials?.known(check);
    const asked = await this.#service.limit(check);
    if (!asked.ok) return this.#onFailure(check, asked.error);
    this.#denials?.learn(check, asked.value, known, Date.now());
    return { ...asked.value, source: 'server' };
  }

  /**
   * Checks up to 100 limits together: either all pass and are counted, or none is. It always asks
   * the service. If that fails, the policy (`onFailure` and the like) decides on each item.
   *
   * @example
   * const { success } = await limiter.multiLimit([
   *   { identifier: 'user_1' },
   *   { identifier: 'user_1', namespace: 'tokens', cost: 750, limit: { limit: 20_000, duration: '1m' } },
   * ]);
   */
  async multiLimit(requests: readonly MultiLimitRequest[]): Promise<MultiLimitResult> {
    const checks = requests.map((request) => this.#check(request));
    const asked = await this.#service.multiLimit(checks);
    if (asked.ok) return { ...asked.value, source: 'server' };
    const { error } = asked;
    const limits = await Promise.all(
      checks.map(async (check) => {
        const { namespace, identifier } = check;
        const { source: _, error: __, ...response } = await this.#onFailure(check, error);
        return { namespace, identifier, ...response };
      }),
    );
    return { success: limits.every(({ success }) => success), limits, source: 'fallback', error };
  }

  /**
   * In async mode: reports all usage to the service now, for instance before the process ends. It
   * never rejects, even if the service cannot be reached. Without async mode it does nothing.
   *
   * @example
   * process.once('SIGTERM', () => void limiter.flush());
   */
  async flush(): Promise<void> {
    await this.#localFirst?.flush();
  }

  #check({ identifier, cost = 1, limit, namespace = this.#namespace }: MultiLimitRequest): Check {
    // The service refuses it too. But it may refuse a huge one by closing the connection. That
    // looks like a failure, which a policy may allow.
    if (identifier.length > IDENTIFIER_UNITS_MAX) {
      throw new InvalidRequestError('an identifier has at most 512 characters');
    }
    // The service refuses it too. But in async mode the request passes before the service is asked.
    if (!(Number.isSafeInteger(cost) && cost >= 0)) {
      throw new InvalidRequestError('a cost is a whole number, at least 0');
    }
    return {
      namespace,
      identifier,
      limit: limit?.limit ?? this.#limit,
      duration: limit ? toMs(limit.duration) : this.#durationMs,
      cost,
    };
  }
}

/** 512 characters have at most this many UTF-16 code units. */
const IDENTIFIER_UNITS_MAX = 1_024;

const SYNC_MS = 1_000;

function createLocalFirst(
  async: RatelimitConfig['async'] = false,
  service: Service,
): LocalFirst | undefined {
  if (async === false) return undefined;
  return new LocalFirst(new LocalCounters(), service, async === true ? SYNC_MS : async.syncMs);
}

function createDenialMemory(cache: Cache | false = new Map()): DenialMemory | undefined {
  return cache === false ? undefined : new DenialMemory(cache);
}
