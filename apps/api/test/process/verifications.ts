import type { RunningService } from '@unlatch/testkit';
import { onTestFinished } from 'vitest';
import { call } from './harness.js';

interface Verification {
  readonly startedMs: number;
  readonly code: string;
}

/** Verifies on one process without pause until it is stopped. */
export function verifyOn(service: RunningService, body: object) {
  const seen: Verification[] = [];
  let goesOn = true;
  const run = async () => {
    while (goesOn) {
      const startedMs = performance.now();
      const { status, data } = await call(service, 'keys.verifyKey', body);
      seen.push({ startedMs, code: status === 200 ? data.code : `status ${status}` });
    }
  };
  const runs = Promise.all([run(), run(), run(), run()]);
  const stop = async () => {
    goesOn = false;
    await runs;
  };
  onTestFinished(stop);
  return { seen, stop };
}

/** When the latest request was sent that got this code. */
export function lastSentMs(seen: readonly Verification[], code: string): number {
  return Math.max(...seen.filter((each) => each.code === code).map((each) => each.startedMs));
}
