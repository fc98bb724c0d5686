import type { ReactNode } from 'react';
import { CopyButton } from '../data/copy-button.js';
import { Icon } from '../icons.js';
import type { ProblemShown } from '../lib/problem.js';

/** Says what happened, why, what to do, and the id that finds it in the logs. */
export function ProblemNote({ problem }: { readonly problem: ProblemShown }): ReactNode {
  const { title, detail, requestId, moreUrl, violations = [] } = problem;
  return (
    <div
      className="flex gap-2.5 rounded-control border border-danger bg-danger-soft px-3 py-2.5 text-sm"
      role="alert"
    >
      <Icon className="mt-0.5 shrink-0 text-danger" name="warning" />
      <div className="min-w-0">
        <div className="font-medium">{title}</div>
        <div className="break-words">{detail}</div>
        {violations.length > 1 && (
          <ul className="mt-1 list-disc pl-4">
            {violations.map(({ location, message }) => (
              <li key={location + message}>
                <span className="mono">{location}</span> {message}
              </li>
            ))}
          </ul>
        )}
        <div className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-quiet">
          {requestId && (
            <span className="inline-flex items-center gap-1">
              Request <span className="mono">{requestId}</span>
              <CopyButton label="Copy the request id" text={requestId} />
            </span>
          )}
          {moreUrl && (
            <a className="text-accent underline" href={moreUrl} rel="noreferrer" target="_blank">
              What this means
            </a>
          )}
        </div>
      </div>
    </div>
  );
}
