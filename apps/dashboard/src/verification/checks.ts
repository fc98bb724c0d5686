import type { Verification } from '../rpc/answers.js';

/*
 * What the answer to a verification says of each check, in the order and with the names of
 * `analytics.explain`, which knows more some seconds later. The first check that refuses decides, and
 * those after it were not done. Nothing is judged here: the answer has the code.
 */

export const CHECKS = [
  'key',
  'enabled',
  'expiry',
  'address',
  'permissions',
  'limits',
  'credits',
] as const;

export type Check = (typeof CHECKS)[number];
export type CheckResult = 'passed' | 'failed' | 'notReached' | 'notAsked';

export interface DoneCheck {
  readonly check: Check;
  readonly result: CheckResult;
}

const REFUSED_BY: Readonly<Record<string, Check>> = {
  NOT_FOUND: 'key',
  DISABLED: 'enabled',
  EXPIRED: 'expiry',
  FORBIDDEN: 'address',
  INSUFFICIENT_PERMISSIONS: 'permissions',
  RATE_LIMITED: 'limits',
  USAGE_EXCEEDED: 'credits',
};

/** `asked`: the request had a permission query. */
export function checksOf(
  answer: Pick<Verification, 'code' | 'expires' | 'credits' | 'ratelimits'>,
  asked: { readonly permissions: boolean },
): readonly DoneCheck[] {
  const refusedBy = REFUSED_BY[answer.code];
  const reached = refusedBy === undefined ? CHECKS.length : CHECKS.indexOf(refusedBy);
  const isAsked: Partial<Record<Check, boolean>> = {
    expiry: answer.expires !== undefined,
    permissions: asked.permissions,
    limits: (answer.ratelimits?.length ?? 0) > 0,
    credits: answer.credits !== undefined,
  };
  return CHECKS.map((check, index) => {
    if (index === reached) return { check, result: 'failed' };
    if (index > reached) return { check, result: 'notReached' };
    return { check, result: isAsked[check] === false ? 'notAsked' : 'passed' };
  });
}
