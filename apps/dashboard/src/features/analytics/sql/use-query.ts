import { useRef, useState } from 'react';
import type { OperationName } from '../../../rpc/call.js';
import { useCall } from '../../../rpc/hooks.js';
import { type RpcProblem, toProblem } from '../../../rpc/problem.js';

export type Row = Readonly<Record<string, unknown>>;

export interface QueryResult {
  readonly rows: readonly Row[];
  readonly tookMs: number;
}

const OPERATIONS = [
  'analytics.getVerifications',
  'analytics.getRatelimits',
  'analytics.getGatewayRequests',
  'analytics.getRuntimeLogs',
] as const satisfies readonly OperationName[];

/** A query that names no table is refused by the service with a sentence about tables. */
function operationNamed(name: string | undefined) {
  return OPERATIONS.find((operation) => operation === name) ?? 'analytics.getVerifications';
}

/** One query at a time. A new one ends the one before, in the engine too. */
export function useQueryRun() {
  const call = useCall();
  const running = useRef<AbortController>(undefined);
  const [state, setState] = useState<{
    readonly isRunning: boolean;
    readonly result?: QueryResult;
    readonly problem?: RpcProblem;
  }>({ isRunning: false });
  const run = async (query: string, operation: string | undefined) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState(({ result }) => ({ isRunning: true, ...(result && { result }) }));
    const startedMs = performance.now();
    try {
      const { signal } = controller;
      const rows = await call(operationNamed(operation), { query }, { signal });
      if (signal.aborted) return;
      setState({ isRunning: false, result: { rows, tookMs: performance.now() - startedMs } });
    } catch (error) {
      if (!controller.signal.aborted) setState({ isRunning: false, problem: toProblem(error) });
    }
  };
  const stop = () => {
    running.current?.abort();
    setState(({ result }) => ({ isRunning: false, ...(result && { result }) }));
  };
  return {
    ...state,
    run: (query: string, operation: string | undefined) => void run(query, operation),
    stop,
  };
}
