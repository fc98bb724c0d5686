import type { Operation } from '@unlatch/contract';
import { isStepUpDue } from '../domain/caller/caller.js';
import { Problem } from '../domain/problems.js';
import type { Call } from './rpc.js';

/**
 * Refuses a dangerous act of a person who has not confirmed the identity lately. It comes before
 * everything else, so a repeated answer with a secret needs it too.
 */
export function requireStepUp(
  { caller, body }: Pick<Call<unknown>, 'caller' | 'body'>,
  stepUp: Operation['stepUp'],
  nowMs: number,
): void {
  const isDangerous = typeof stepUp === 'string' ? Reflect.get(Object(body), stepUp) : stepUp;
  if (isDangerous === true && isStepUpDue(caller, nowMs)) throw stepUpNeeded();
}

export function stepUpNeeded(): Problem {
  return new Problem(
    'unlatch/session/step_up_needed',
    'Confirm your identity with account.confirmIdentity first. That holds for ten minutes.',
  );
}
