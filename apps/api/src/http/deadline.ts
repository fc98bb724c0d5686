import type { OperationKind } from '@unlatch/contract';
import { Problem } from '../domain/problems.js';
import { toError } from '../lib/to-error.js';
import type { DatabaseUse } from '../store/database/database-use.js';
import { isUnavailable } from '../store/database/failures.js';

interface Limit {
  readonly deadlineMs: number;
  readonly kind: OperationKind;
  /** What the request has under way in the database. `undefined` for checks. */
  readonly use: DatabaseUse | undefined;
  /** Ends what the request has under way in the analytics engine. */
  readonly leaving?: AbortController | undefined;
}

/**
 * Settles with the work, or with a 408 at its deadline. What the work still has in the database is
 * ended then, so that the answer can say whether anything has changed.
 */
export function withinDeadline<T>(work: Promise<T>, limit: Limit): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      limit.use?.end();
      limit.leaving?.abort();
      reject(timedOut(limit));
    }, limit.deadlineMs);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (reason: unknown) => {
        clearTimeout(timer);
        const isUnknown = limit.use?.mayHaveCommitted === true && isUnavailable(reason);
        reject(isUnknown ? lost(reason) : toError(reason));
      },
    );
  });
}

const UNKNOWN = 'It is not known whether the change was carried out.';

function timedOut({ deadlineMs, kind, use }: Limit): Problem {
  return new Problem(
    'user/bad_request/request_timeout',
    `The request was not answered within ${deadlineMs / 1000} seconds.${outcome(kind, use)}`,
  );
}

function outcome(kind: OperationKind, use: DatabaseUse | undefined): string {
  if (kind === 'read') return '';
  if (kind !== 'change') return ' It is not known whether it was counted.';
  return use?.mayHaveCommitted === false ? ' Nothing was changed.' : ` ${UNKNOWN}`;
}

/** The connection broke after the commit was sent. */
function lost(cause: unknown): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    `The database cannot be reached at the moment. ${UNKNOWN}`,
    { retryAfterSeconds: 1, cause },
  );
}
