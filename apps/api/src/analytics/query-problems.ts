import type { ProblemCode } from '@unlatch/contract/problems/catalogue';
import { Problem } from '../domain/problems.js';

/** What the engine says when it fails. The message is read here, and never passed on. */
interface EngineFailure {
  /** Of ClickHouse. `undefined`: the failure has none. */
  readonly code: number | undefined;
  readonly message: string;
}

interface Rule {
  readonly codes: readonly number[];
  readonly problem: ProblemCode;
  readonly detail: string;
}

const TIMEOUT = 'user/unprocessable_entity/query_execution_timeout';
const MEMORY = 'user/unprocessable_entity/query_memory_limit_exceeded';
const ROWS = 'user/unprocessable_entity/query_rows_limit_exceeded';
const QUOTA = 'user/too_many_requests/query_quota_exceeded';
const QUERY = 'user/bad_request/invalid_analytics_query';

const RESULT_TOO_LARGE = 'Query result exceeds the maximum response size.';
const CANCELED = 'Query execution was canceled or timed out.';
const QUOTA_SECONDS = 3600;

/** By the code alone: the message may quote the query, so words in it say nothing for certain. */
const RULES: readonly Rule[] = [
  {
    codes: [159],
    problem: TIMEOUT,
    detail:
      'Query execution time limit exceeded. Try simplifying your query or reducing the time range.',
  },
  { codes: [394], problem: TIMEOUT, detail: 'Query was cancelled due to resource limits.' },
  {
    codes: [241],
    problem: MEMORY,
    detail:
      'Query memory limit exceeded. Try simplifying your query or reducing the result set size.',
  },
  { codes: [158], problem: ROWS, detail: 'Query result exceeds the maximum row count.' },
  {
    codes: [198],
    problem: ROWS,
    detail:
      'Query attempted to read too many rows. Try adding more filters or reducing the time range.',
  },
  {
    codes: [201],
    problem: QUOTA,
    detail: 'Query quota exceeded for the current time window. Please try again later.',
  },
  {
    codes: [497],
    problem: QUERY,
    detail:
      'The query reads a column that is not available. Select only the documented columns instead of *',
  },
  { codes: [46, 42, 43], problem: QUERY, detail: 'Unknown function in analytics query' },
  { codes: [47, 16, 10, 8], problem: QUERY, detail: 'Unknown identifier in analytics query' },
  { codes: [62, 6, 27, 41, 72], problem: QUERY, detail: 'Invalid SQL syntax' },
];

/** One code for two limits: that of the rows of a result, and that of its bytes. */
const TOO_MANY_ROWS_OR_BYTES = 396;
const TOO_MANY_AT_ONCE = 202;

/**
 * The problem of a query that the engine refused or gave up. It does not have the failure as its
 * cause: the engine's text repeats values of rows, and problems are logged with their causes.
 */
export function toQueryProblem({ code, message }: EngineFailure): Problem {
  if (code === TOO_MANY_AT_ONCE) return toBusy();
  if (code === TOO_MANY_ROWS_OR_BYTES) {
    // The part of the message that says which limit it was comes before anything of the query.
    return /max rows|limit for result.*rows/i.test(message.slice(0, 200))
      ? new Problem(ROWS, 'Query result exceeds the maximum row count.')
      : toTooLarge();
  }
  const rule = RULES.find(({ codes }) => code !== undefined && codes.includes(code));
  if (rule === undefined) return queryProblem(QUERY, 'Invalid analytics query');
  return queryProblem(rule.problem, rule.detail);
}

/** Too many queries wait already, here or in the engine. */
export function toBusy(): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    'Too many queries are under way. Repeat the request later.',
    { retryAfterSeconds: 1 },
  );
}

/** The deadline of the service is over, or its client has left. */
export function toCanceled(): Problem {
  return new Problem(TIMEOUT, CANCELED);
}

export function toTooLarge(): Problem {
  return new Problem(MEMORY, RESULT_TOO_LARGE);
}

/** The engine cannot be reached, or broke off. */
export function toUnreachable(cause: unknown): Problem {
  return new Problem(
    'unkey/data/analytics_connection_failed',
    'Failed to connect to ClickHouse analytics database',
    { retryAfterSeconds: 1, cause },
  );
}

export function notConfigured(): Problem {
  return new Problem(
    'unkey/data/analytics_not_configured',
    'Analytics are not configured for this instance',
  );
}

function queryProblem(code: ProblemCode, detail: string): Problem {
  const isOfQuery = code === QUERY;
  return new Problem(code, detail, {
    ...(isOfQuery ? { violations: [{ location: 'body.query', message: detail }] } : {}),
    ...(code === QUOTA ? { retryAfterSeconds: QUOTA_SECONDS } : {}),
  });
}
