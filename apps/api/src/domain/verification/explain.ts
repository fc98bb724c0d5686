import type { VerificationCode } from './decide.js';

/** The steps of a verification, in their order. See `engine/verifier`. */
export const CHECKS = [
  'key',
  'enabled',
  'expiry',
  'address',
  'permissions',
  'limits',
  'credits',
] as const;

type Check = (typeof CHECKS)[number];

export type CheckResult = 'passed' | 'failed' | 'notAsked' | 'notReached';

export interface ExplainedCheck {
  readonly check: Check;
  readonly result: CheckResult;
  readonly rule: string;
  readonly seen?: string;
}

/** What the event of a verification says of its decision. */
export interface RecordedDecision {
  readonly outcome: string;
  readonly spentCredits: number;
  readonly inputs: DecisionInputs | undefined;
}

/** `undefined` where the event was kept without them. */
export interface DecisionInputs {
  /** Empty: the request asked for no permission. */
  readonly permissionQuery: string;
  /** 0: the key has unlimited credits, or the request was free. */
  readonly creditCost: number;
  /** Empty: no limit was exceeded. */
  readonly deniedLimit: string;
}

/**
 * Each check of a verification, judged by its outcome alone: whatever comes before the check that
 * decided has passed, and nothing behind it was done. What the key is like today plays no part.
 */
export function explainVerification(decision: RecordedDecision): ExplainedCheck[] {
  const failed = FAILED_CHECKS[decision.outcome];
  const failedAt = failed === undefined ? CHECKS.length : CHECKS.indexOf(failed);
  return CHECKS.map((check, index) => {
    const asked = wasAsked(check, decision.inputs);
    return {
      check,
      rule: RULES[check],
      result: resultOf(index, failedAt, asked),
      ...(index > failedAt ? {} : seenBy(check, decision, index === failedAt)),
    };
  });
}

/**
 * A disabled workspace is FORBIDDEN too. No caller sees that: its root key is refused before. So
 * FORBIDDEN is always about the address.
 */
const FAILED_CHECKS: Readonly<Record<string, Check>> = {
  NOT_FOUND: 'key',
  DISABLED: 'enabled',
  EXPIRED: 'expiry',
  FORBIDDEN: 'address',
  INSUFFICIENT_PERMISSIONS: 'permissions',
  RATE_LIMITED: 'limits',
  USAGE_EXCEEDED: 'credits',
} satisfies Readonly<Record<Exclude<VerificationCode, 'VALID'>, Check>>;

const RULES: Readonly<Record<Check, string>> = {
  key: 'The key exists in this workspace, its API is not deleted, and the caller may verify its keys.',
  enabled: 'The key is enabled.',
  expiry: 'The key has no expiry, or it has not passed.',
  address: 'The address is on the allow-list of the API, if that has one.',
  permissions: 'The key has the permissions that the request asks for, directly or through roles.',
  limits:
    'Every rate limit that applies to the request has room for its cost. Limits are taken all or none.',
  credits: 'The key has at least as many credits as the request costs, or unlimited ones.',
};

function resultOf(index: number, failedAt: number, asked: boolean): CheckResult {
  if (index > failedAt) return 'notReached';
  if (index === failedAt) return 'failed';
  return asked ? 'passed' : 'notAsked';
}

function wasAsked(check: Check, inputs: DecisionInputs | undefined): boolean {
  if (inputs === undefined) return true;
  if (check === 'permissions') return inputs.permissionQuery !== '';
  if (check === 'credits') return inputs.creditCost !== 0;
  return true;
}

function seenBy(
  check: Check,
  { inputs, spentCredits }: RecordedDecision,
  isFailed: boolean,
): { readonly seen?: string } {
  const seen = FAILURES[check];
  if (inputs !== undefined && check === 'permissions' && inputs.permissionQuery !== '') {
    return { seen: `The request asked for: ${inputs.permissionQuery}` };
  }
  if (inputs !== undefined && check === 'limits' && isFailed && inputs.deniedLimit !== '') {
    return { seen: `The limit ${inputs.deniedLimit} was exceeded.` };
  }
  if (check === 'credits') return seenOfCredits(inputs, spentCredits, isFailed);
  return isFailed && seen !== undefined ? { seen } : {};
}

function seenOfCredits(
  inputs: DecisionInputs | undefined,
  spentCredits: number,
  isFailed: boolean,
): { readonly seen?: string } {
  if (isFailed) {
    const cost = inputs === undefined ? 'The cost' : `The cost of ${inputs.creditCost}`;
    return { seen: `${cost} was more than the key had left.` };
  }
  return spentCredits === 0 ? {} : { seen: `Spent: ${spentCredits}.` };
}

const FAILURES: Partial<Readonly<Record<Check, string>>> = {
  key: 'No such key was found for the caller.',
  enabled: 'The key was disabled.',
  expiry: 'The key had expired.',
  address: 'The address was not on the allow-list of the API.',
};
