import type { BatchVerdict } from '../../src/domain/rate-limit/judge-batch.js';
import type { LimitRequest } from '../../src/engine/limiter/limiter.js';

/**
 * The specification of a limiter, written as plainly as possible. It remembers every use for ever
 * and judges one request after the other. Tests compare each store with it.
 */
export class SequentialModel {
  readonly #uses = new Map<string, Map<number, number>>();

  take(requests: readonly LimitRequest[], nowMs: number): BatchVerdict {
    const pending = new Map<string, number>();
    const judged = requests.map((request) => {
      const before = pending.get(nameOf(request)) ?? 0;
      pending.set(nameOf(request), before + request.cost);
      return { ...this.#judge(request, before, nowMs), cost: request.cost };
    });
    const passed = judged.every((item) => item.passed);
    if (passed) for (const request of requests) this.#use(request, nowMs);
    const verdicts = judged.map(({ cost, ...verdict }) =>
      verdict.passed && !passed ? { ...verdict, remaining: verdict.remaining + cost } : verdict,
    );
    return { passed, verdicts };
  }

  #judge({ limit, windowMs, cost, ...request }: LimitRequest, before: number, nowMs: number) {
    const index = Math.floor(nowMs / windowMs);
    const uses = this.#usesOf({ limit, windowMs, cost, ...request });
    // Everything times `windowMs`, so that the share is an integer and nothing is rounded.
    const scale = BigInt(windowMs);
    const coveredMs = BigInt((index + 1) * windowMs - nowMs);
    const carried = BigInt(uses.get(index - 1) ?? 0) * coveredMs;
    const current = BigInt(uses.get(index) ?? 0) + BigInt(before) + BigInt(cost);
    const left = BigInt(limit) * scale - current * scale - carried;
    const passed = limit > 0 && left >= 0n;
    const remaining = passed ? Number(left / scale) : 0;
    return { passed, remaining, resetMs: (index + 1) * windowMs };
  }

  #use(request: LimitRequest, nowMs: number): void {
    if (request.cost === 0) return;
    const uses = this.#usesOf(request);
    const index = Math.floor(nowMs / request.windowMs);
    uses.set(index, (uses.get(index) ?? 0) + request.cost);
  }

  #usesOf(request: LimitRequest): Map<number, number> {
    const uses = this.#uses.get(nameOf(request)) ?? new Map<number, number>();
    this.#uses.set(nameOf(request), uses);
    return uses;
  }
}

function nameOf(request: LimitRequest): string {
  const { scope, workspaceId, name, identifier, windowMs } = request;
  return JSON.stringify([scope, workspaceId, name, identifier, windowMs]);
}
