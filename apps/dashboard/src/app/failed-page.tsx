import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toProblem } from '../rpc/problem.js';
import { FRAME } from '../strings/frame.js';

/**
 * A page that could not be drawn. The frame around it stays. It has no components of others: what
 * failed may be that one of them could not be loaded.
 */
export function FailedPage({ error, reset }: ErrorComponentProps): ReactNode {
  const { title, detail, requestId } = toProblem(error);
  return (
    <div className="mx-auto flex max-w-content flex-col items-start gap-2 px-6 py-8" role="alert">
      <h1 className="text-xl">{title}</h1>
      <p>{detail}</p>
      {requestId && <p className="text-sm text-quiet">{FRAME.request(requestId)}</p>}
      <button
        className="h-control rounded-control border border-line-strong bg-surface px-3 text-sm font-medium hover:bg-hover"
        onClick={reset}
        type="button"
      >
        {FRAME.retry}
      </button>
    </div>
  );
}
