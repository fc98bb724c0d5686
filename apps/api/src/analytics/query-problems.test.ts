import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import { describe, expect, it } from 'vitest';
import { toQueryProblem } from './query-problems.js';

const SECRET = 'Cannot parse string canary_of_another_workspace as Int32';

describe('what the engine says', () => {
  it.each([
    [159, 422, 'query_execution_timeout', 'Query execution time limit exceeded.'],
    [394, 422, 'query_execution_timeout', 'Query was cancelled due to resource limits.'],
    [241, 422, 'query_memory_limit_exceeded', 'Query memory limit exceeded.'],
    [396, 422, 'query_memory_limit_exceeded', 'Query result exceeds the maximum response size.'],
    [158, 422, 'query_rows_limit_exceeded', 'Query result exceeds the maximum row count.'],
    [198, 422, 'query_rows_limit_exceeded', 'Query attempted to read too many rows.'],
    [201, 429, 'query_quota_exceeded', 'Query quota exceeded for the current time window.'],
    [202, 503, 'service_unavailable', 'Too many queries are under way.'],
    [497, 400, 'invalid_analytics_query', 'The query reads a column that is not available.'],
    [46, 400, 'invalid_analytics_query', 'Unknown function in analytics query'],
    [47, 400, 'invalid_analytics_query', 'Unknown identifier in analytics query'],
    [62, 400, 'invalid_analytics_query', 'Invalid SQL syntax'],
    [999, 400, 'invalid_analytics_query', 'Invalid analytics query'],
    [undefined, 400, 'invalid_analytics_query', 'Invalid analytics query'],
  ])('with the code %s becomes a %i of its own, once', (code, status, name, detail) => {
    const problem = toQueryProblem({ code, message: SECRET });
    expect(PROBLEMS[problem.code].status).toBe(status);
    expect(problem.code.endsWith(`/${name}`)).toBe(true);
    expect(problem.message.startsWith(detail)).toBe(true);
    expect(problem.message.split(detail)).toHaveLength(2);
    expect(JSON.stringify([problem.message, problem.violations])).not.toContain('canary');
  });

  it('of a limit on rows is told apart from one on bytes', () => {
    const message = 'Limit for result exceeded, max rows: 100.00, current rows: 101.00.';
    const problem = toQueryProblem({ code: 396, message });
    expect(problem.code).toBe('user/unprocessable_entity/query_rows_limit_exceeded');
  });
});
