import type { Check } from '../src/check.js';
import type { RatelimitResponse } from '../src/response.js';

/**
 * The guarantees of the service as a short model: two windows aligned to the unix epoch, refusals
 * are not counted, batches pass together or not at all.
 */
export class ModelService {
  /** Replaces the counts of the checks, for all identifiers. */
  override: { overrideId: string; limit: number; duration: number } | undefined;
  readonly counts = new Map<string, number>();
  /** Every request through `fetch`, oldest first. */
  readonly requests: { operation: string; checks: Check[] }[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The verdict, without counting. */
  judge(check: Check): RatelimitResponse {
    const { limit, duration } = this.override ?? check;
    const nowMs = this.#nowMs();
    const index = Math.floor(nowMs / duration);
    const reset = (index + 1) * duration;
    const current = this.counts.get(counterOf(check, duration, index)) ?? 0;
    const previous = this.counts.get(counterOf(check, duration, index - 1)) ?? 0;
    const used = current + Math.ceil((previous * (reset - nowMs)) / duration) + check.cost;
    const success = limit > 0 && used <= limit;
    const verdict = { success, limit, remaining: success ? limit - used : 0, reset };
    return this.override ? { ...verdict, overrideId: this.override.overrideId } : verdict;
  }

  limit(check: Check): RatelimitResponse {
    const verdict = this.judge(check);
    if (verdict.success) this.#count(check);
    return verdict;
  }

  /** For checks of different counters, which is all that these tests send. */
  multiLimit(checks: readonly Check[]): { passed: boolean; limits: object[] } {
    const verdicts = checks.map((check) => this.judge(check));
    const passed = verdicts.every(({ success }) => success);
    if (passed) for (const check of checks) this.#count(check);
    const limits = checks.map(({ namespace, identifier, cost }, index) => {
      const { success = false, remaining = 0, ...rest } = verdicts[index] ?? {};
      const left = success && !passed ? remaining + cost : remaining;
      return { namespace, identifier, passed: success, remaining: left, ...rest };
    });
    return { passed, limits };
  }

  /** Drops all counters, as a service with counters in memory does when it restarts. */
  restart(): void {
    this.counts.clear();
  }

  readonly fetch = async (url: string, { body }: RequestInit): Promise<Response> => {
    const operation = new URL(url).pathname.replace('/v2/ratelimit.', '');
    const sent: Check | Check[] = JSON.parse(typeof body === 'string' ? body : '');
    const checks = [sent].flat();
    this.requests.push({ operation, checks });
    const data = Array.isArray(sent) ? this.multiLimit(sent) : this.limit(sent);
    return Response.json({ meta: { requestId: `req_${this.requests.length}` }, data });
  };

  #count(check: Check): void {
    const { duration } = this.override ?? check;
    const key = counterOf(check, duration, Math.floor(this.#nowMs() / duration));
    this.counts.set(key, (this.counts.get(key) ?? 0) + check.cost);
  }
}

function counterOf({ namespace, identifier }: Check, duration: number, index: number): string {
  return JSON.stringify([namespace, identifier, duration, index]);
}
