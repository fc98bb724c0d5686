import { describe, expect, it } from 'vitest';
import { stepStates, verifyCommand } from './onboarding-steps.js';

describe('the first steps', () => {
  it.each([
    [false, false, false, ['current', 'later', 'later']],
    [true, false, false, ['done', 'current', 'later']],
    [true, true, false, ['done', 'done', 'current']],
    [true, true, true, ['done', 'done', 'done']],
  ])('with an API %s, a key %s, a verification %s are %j', (...row) => {
    const [hasApi, hasKey, hasVerification, states] = row;
    expect(Object.values(stepStates({ hasApi, hasKey, hasVerification }))).toEqual(states);
  });

  it('have a command with the address and the key of the reader, and no root key', () => {
    const command = verifyCommand('https://keys.example.com', 'sk_1234');
    expect(command).toContain('https://keys.example.com/v2/keys.verifyKey');
    expect(command).toContain('{"key":"sk_1234"}');
    expect(command).toContain('$UNLATCH_ROOT_KEY');
  });
});
