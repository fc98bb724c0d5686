import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BatchVerdict } from '../../src/domain/rate-limit/judge-batch.js';
import type { LimitRequest } from '../../src/engine/limiter/limiter.js';

/** Limiters on one Redis, each in a process of its own. The test sets the time. */
export interface LimiterProcesses {
  take(process: number, requests: readonly LimitRequest[], nowMs: number): Promise<BatchVerdict>;
  stop(): Promise<void>;
}

export async function startLimiterProcesses(count: number, url: string): Promise<LimiterProcesses> {
  const processes = await Promise.all(Array.from({ length: count }, () => startOne(url)));
  return {
    take(index, requests, nowMs) {
      const process = processes[index % count];
      if (process === undefined) throw new Error('there is no such process');
      return process.ask({ requests, nowMs });
    },
    async stop() {
      await Promise.all(processes.map((process) => process.stop()));
    },
  };
}

interface Answer {
  readonly id: number;
  readonly verdict: BatchVerdict;
}

async function startOne(url: string) {
  const child = fork(fileURLToPath(new URL('./limiter-process.ts', import.meta.url)), [url], {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'message');
  const waiting = new Map<number, (verdict: BatchVerdict) => void>();
  let asked = 0;
  child.on('message', ({ id, verdict }: Answer) => {
    waiting.get(id)?.(verdict);
    waiting.delete(id);
  });
  return {
    ask(question: object): Promise<BatchVerdict> {
      const id = ++asked;
      child.send({ ...question, id });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    stop: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  child.disconnect();
  await once(child, 'exit');
}
