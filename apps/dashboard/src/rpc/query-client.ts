import { QueryClient } from '@tanstack/react-query';
import { RpcProblem } from './problem.js';

const RETRIES_MAX = 2;

/** Reads that got no answer are repeated. What was refused would be refused again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < RETRIES_MAX && isWorthRepeating(error),
        refetchOnWindowFocus: true,
      },
    },
  });
}

function isWorthRepeating(error: Error): boolean {
  return error instanceof RpcProblem && (error.status === 0 || error.status === 503);
}
