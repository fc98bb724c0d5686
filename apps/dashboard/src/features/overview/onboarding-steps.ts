/*
 * The first steps in a workspace. What is done is what the service knows, so a reload goes on where
 * it was, and so does another person. Only the secret of the key is in this page alone.
 *
 * | step   | is done when                           |
 * |--------|----------------------------------------|
 * | api    | there is an API                        |
 * | key    | there is a key                         |
 * | verify | the service has recorded a verification |
 */

export type Step = 'api' | 'key' | 'verify';
export type StepState = 'done' | 'current' | 'later';

export interface Known {
  readonly hasApi: boolean;
  readonly hasKey: boolean;
  readonly hasVerification: boolean;
}

const STEPS: readonly Step[] = ['api', 'key', 'verify'];

export function stepStates(known: Known): Readonly<Record<Step, StepState>> {
  const done: Readonly<Record<Step, boolean>> = {
    api: known.hasApi,
    key: known.hasApi && known.hasKey,
    verify: known.hasVerification,
  };
  const current = STEPS.find((step) => !done[step]);
  const stateOf = (step: Step): StepState => {
    if (done[step]) return 'done';
    return step === current ? 'current' : 'later';
  };
  return { api: stateOf('api'), key: stateOf('key'), verify: stateOf('verify') };
}

/** The command for a shell. A root key is never in it. */
export function verifyCommand(baseUrl: string, key: string): string {
  return [
    `curl ${baseUrl}/v2/keys.verifyKey \\`,
    '  -H "Authorization: Bearer $UNLATCH_ROOT_KEY" \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify({ key })}'`,
  ].join('\n');
}
