import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, oneOf } from './schema.js';

/** The steps of a verification, in their order. The first one that fails decides the outcome. */
export const VERIFICATION_CHECKS = [
  'key',
  'enabled',
  'expiry',
  'address',
  'permissions',
  'limits',
  'credits',
] as const;

export const VerificationCheck = named(
  'VerificationCheck',
  'One step of a verification.',
  closed({
    check: oneOf(VERIFICATION_CHECKS, 'What was checked.'),
    result: oneOf(
      ['passed', 'failed', 'notAsked', 'notReached'],
      'passed: it let the key pass, or there was nothing to check. failed: it decided the outcome. notAsked: the request asked for nothing of the kind. notReached: an earlier step had failed.',
    ),
    rule: Type.String({ description: 'What the step demands, as a sentence.' }),
    seen: Type.Optional(
      Type.String({
        description:
          'What the step saw, as a sentence. Absent if it was not recorded, or says nothing more.',
      }),
    ),
  }),
);
