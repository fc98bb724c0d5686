import { useRef, useState } from 'react';
import type { Verification } from '../rpc/answers.js';
import type { RequestOf } from '../rpc/call.js';
import { useCall } from '../rpc/hooks.js';
import { type RpcProblem, toProblem } from '../rpc/problem.js';

export interface Verified {
  readonly answer: Verification;
  readonly request: RequestOf<'keys.verifyKey'>;
  readonly tookMs: number;
}

/**
 * Verifies a key, and keeps the last answer. Not a `useChange`: its state would hold the key for as
 * long as the cache of the app keeps it, and a key must not outlive the page.
 */
export function useVerify() {
  const call = useCall();
  const [verified, setVerified] = useState<Verified>();
  const [problem, setProblem] = useState<RpcProblem>();
  const [isRunning, setRunning] = useState(false);
  const latest = useRef(0);
  const run = async (request: RequestOf<'keys.verifyKey'>) => {
    latest.current += 1;
    const number = latest.current;
    const startMs = performance.now();
    setRunning(true);
    setProblem(undefined);
    try {
      const answer = await call('keys.verifyKey', request);
      const tookMs = performance.now() - startMs;
      if (number === latest.current) setVerified({ answer, request, tookMs });
    } catch (error) {
      if (number === latest.current) setProblem(toProblem(error));
    } finally {
      if (number === latest.current) setRunning(false);
    }
  };
  return { run, verified, problem, isRunning };
}
