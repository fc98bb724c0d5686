import type { Static } from '@sinclair/typebox';
import type { RateLimitCheck } from '@unlatch/contract/shapes/rate-limit-check';
import type { NamespaceSnapshot, Override } from '../../domain/rate-limit/namespace.js';
import type { LimitVerdict } from '../../domain/rate-limit/sliding-window.js';
import type { Recorder } from '../../engine/events/recorder.js';
import type { LimitRequest } from '../../engine/limiter/limiter.js';
import type { Call } from '../rpc.js';

/** A check with the known facts about its namespace. */
export interface PlannedCheck {
  readonly request: LimitRequest;
  readonly override: Override | undefined;
}

/** An override replaces the numbers of the caller, but not the cost of the request. */
export function planCheck(
  namespace: NamespaceSnapshot,
  check: Static<typeof RateLimitCheck>,
): PlannedCheck {
  const override = namespace.findOverride(check.identifier);
  const request = {
    scope: 'namespace' as const,
    workspaceId: namespace.workspaceId,
    name: namespace.id,
    identifier: check.identifier,
    windowMs: override?.windowMs ?? check.duration,
    limit: override?.limit ?? check.limit,
    cost: check.cost ?? 1,
  };
  return { request, override };
}

interface PresentedCheck {
  limit: number;
  remaining: number;
  reset: number;
  overrideId?: string;
}

export function presentCheck(
  { request, override }: PlannedCheck,
  { remaining, resetMs }: LimitVerdict,
): PresentedCheck {
  const presented: PresentedCheck = { limit: request.limit, remaining, reset: resetMs };
  if (override !== undefined) presented.overrideId = override.id;
  return presented;
}

interface JudgedCheck {
  readonly planned: PlannedCheck;
  readonly verdict: LimitVerdict;
  /** Its position in the request. */
  readonly item: number;
  readonly timeMs: number;
  readonly latencyMs: number;
}

export function recordCheck(
  recorder: Recorder,
  { requestId, wantsRecord }: Call<unknown>,
  { planned: { request, override }, verdict, item, timeMs, latencyMs }: JudgedCheck,
): void {
  const event = {
    timeMs,
    requestId,
    item,
    workspaceId: request.workspaceId,
    namespaceId: request.name,
    identifier: request.identifier,
    passed: verdict.passed,
    cost: request.cost,
    limit: request.limit,
    remaining: verdict.remaining,
    resetAtMs: verdict.resetMs,
    overrideId: override?.id ?? '',
    latencyUs: Math.round(latencyMs * 1000),
  };
  recorder.limitCheck(event, wantsRecord);
}
