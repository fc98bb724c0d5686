import type { ProblemShown } from '@unlatch/ui';
import { useState } from 'react';
import { toProblem } from '../rpc/problem.js';
import { PASSKEY } from '../strings/login.js';

/** A step in which the person answers the browser, and may just as well not do so. */
export function usePasskeyStep(step: () => Promise<void>) {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<ProblemShown>();
  const run = () => {
    setRunning(true);
    setProblem(undefined);
    step()
      .catch((error: unknown) => setProblem(shown(error)))
      .finally(() => setRunning(false));
  };
  return { run, isRunning, problem };
}

function shown(error: unknown): ProblemShown {
  if (!(error instanceof DOMException)) return toProblem(error);
  const isEnded = error.name === 'NotAllowedError' || error.name === 'AbortError';
  return { title: PASSKEY.title, detail: isEnded ? PASSKEY.ended : error.message };
}
