import { EventEmitter, once } from 'node:events';
import type { RunningService } from '@unlatch/testkit';
import { onTestFinished } from 'vitest';
import { call } from './harness.js';

interface Target {
  readonly apiId: string;
  /** A key with more credits than the load spends. */
  readonly key: string;
}

const COST = 3;

/**
 * Makes keys, verifies them and spends credits on one process without pause, until it is stopped.
 * It sends one request at a time, to leave the machine to a process that starts. Every wrong
 * response is in `wrong`.
 */
export function startUpgradeLoad(service: RunningService, { apiId, key }: Target) {
  const counts = { made: 0, verified: 0, spent: 0 };
  const madeKeys: string[] = [];
  const wrong: unknown[] = [];
  const answered = new EventEmitter();
  let goesOn = true;
  const ask = async (kind: keyof typeof counts, name: string, body: object) => {
    const answer = await call(service, name, body).catch((error: unknown) => ({
      status: 0,
      data: { code: String(error) },
    }));
    const isRight = answer.status === 200 && (answer.data.code ?? 'VALID') === 'VALID';
    if (isRight) counts[kind] += 1;
    else wrong.push({ name, ...answer });
    answered.emit('answer');
    return answer.data;
  };
  const loop = async (step: () => Promise<unknown>) => {
    while (goesOn) await step();
  };
  const spend = () => ask('spent', 'keys.verifyKey', { key, credits: { cost: COST } });
  const makeAndVerify = async () => {
    const made = await ask('made', 'keys.createKey', { apiId, name: 'Made under load' });
    madeKeys.push(made.key);
    await ask('verified', 'keys.verifyKey', { key: made.key });
  };
  const loops = Promise.all([makeAndVerify, spend].map(loop));
  const stop = async () => {
    goesOn = false;
    await loops;
  };
  onTestFinished(stop);
  return {
    wrong,
    madeKeys,
    stop,
    spentCredits: () => counts.spent * COST,
    /** Resolves once it has done this many more of each, or when a response was wrong. */
    async progress(more: number) {
      const wanted = Object.entries(counts).map(([, count]) => count + more);
      const isBehind = () =>
        Object.values(counts).some((count, kind) => count < (wanted[kind] ?? 0));
      while (isBehind() && wrong.length === 0) await once(answered, 'answer');
    },
  };
}
