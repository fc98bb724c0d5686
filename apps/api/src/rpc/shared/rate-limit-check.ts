import { type Static, Type } from '@sinclair/typebox';
import type { NamespaceSnapshot, Override } from '../../domain/rate-limit/namespace.js';
import type { LimitVerdict } from '../../domain/rate-limit/sliding-window.js';
import type { Recorder } from '../../engine/events/recorder.js';
import type { LimitRequest } from '../../engine/limiter/limiter.js';
import type { Call } from '../define-rpc.js';
import { closed, MAX_INTEGER } from './fields.js';

/** The longest window: 30 days. */
const WINDOW_MAX_MS = 2_592_000_000;

/** One limit to check, as a request names it. */
export const RateLimitCheck = closed({
  namespace: Type.String({
    minLength: 1,
    maxLength: 512,
    description: 'Name or id; a new name makes a namespace.',
  }),
  identifier: Type.String({
    minLength: 1,
    maxLength: 512,
    description: 'Who is limited, such as the id of a user or an address.',
  }),
  limit: Type.Integer({
    format: 'int64',
    minimum: 1,
    maximum: MAX_INTEGER,
    description: 'How much may be used within one window.',
  }),
  duration: Type.Integer({
    format: 'int64',
    minimum: 1000,
    maximum: WINDOW_MAX_MS,
    description: 'Length of the window in milliseconds.',
  }),
  cost: Type.Optional(
    Type.Integer({
      format: 'int64',
      minimum: 0,
      maximum: MAX_INTEGER,
      default: 1,
      description: 'How much this request uses; 0 to look.',
    }),
  ),
});

/** What is said about a check, besides whether it passed. */
export const CHECK_ANSWER = {
  limit: Type.Integer({ format: 'int64', description: 'The limit that counted.' }),
  remaining: Type.Integer({ format: 'int64' }),
  reset: Type.Integer({
    format: 'int64',
    description: 'Unix time in milliseconds when the current window ends.',
  }),
  overrideId: Type.Optional(Type.String({ description: 'Present if an override counted.' })),
};

/** A check with what is known about its namespace. */
export interface PlannedCheck {
  readonly request: LimitRequest;
  readonly override: Override | undefined;
}

/** An override replaces the caller's numbers; what the request costs stays the caller's to say. */
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
  /** Its place in the request. */
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
