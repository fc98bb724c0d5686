import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState, Page } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { toProblem } from '../rpc/problem.js';

/** A page that could not be drawn. The frame around it stays. */
export function FailedPage({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <Page>
      <ErrorState onRetry={reset} problem={toProblem(error)} />
    </Page>
  );
}
