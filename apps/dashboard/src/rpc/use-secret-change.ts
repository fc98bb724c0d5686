import { useState } from 'react';
import type { DataOf, OperationName, RequestOf } from './call.js';
import { useCall, useInvalidate } from './hooks.js';
import { type RpcProblem, toProblem } from './problem.js';

/**
 * Like `useChange`, for operations whose request or answer has a secret. The answer is in the state
 * of the component alone, and gone with it: the cache of `useChange` keeps it for minutes longer.
 */
export function useSecretChange<Name extends OperationName>(
  name: Name,
  { invalidates = [] }: { readonly invalidates?: readonly OperationName[] } = {},
) {
  const call = useCall();
  const invalidate = useInvalidate();
  const [data, setData] = useState<DataOf<Name>>();
  const [problem, setProblem] = useState<RpcProblem>();
  const [isRunning, setRunning] = useState(false);
  const run = async (body: RequestOf<Name>) => {
    setRunning(true);
    setProblem(undefined);
    try {
      const answer = await call(name, body, { idempotencyKey: crypto.randomUUID() });
      setData(() => answer);
      await invalidate(...invalidates);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setRunning(false);
    }
  };
  const reset = () => {
    setData(undefined);
    setProblem(undefined);
  };
  return { run, data, problem, isRunning, reset };
}
