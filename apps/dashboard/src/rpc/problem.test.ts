import { describe, expect, it } from 'vitest';
import { noAnswer, readProblem, toProblem } from './problem.js';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
}

const INVALID = {
  meta: { requestId: 'req_1' },
  error: {
    title: 'Bad Request',
    detail: 'body.name must be text',
    status: 400,
    type: 'https://keys.example.com/docs/errors/unkey/application/invalid_input',
    errors: [{ location: 'body.name', message: 'must be text', fix: 'send text' }],
  },
};

describe('a problem', () => {
  it('has what the service says, and where it is explained on this host', async () => {
    const problem = await readProblem(answer(400, INVALID));
    expect(problem).toMatchObject({
      status: 400,
      code: 'unkey/application/invalid_input',
      requestId: 'req_1',
      detail: 'body.name must be text',
      moreUrl: '/docs/errors/unkey/application/invalid_input',
      violations: [{ location: 'body.name', message: 'must be text' }],
    });
  });

  it('says after how long a repetition makes sense', async () => {
    const body = { error: { title: 'Too Many Requests', detail: 'later', status: 429 } };
    const problem = await readProblem(answer(429, body, { 'retry-after': '7' }));
    expect(problem.retryAfterSeconds).toBe(7);
  });

  it.each(['<html>502</html>', '{}', '[]', 'null', '{"error":"text"}', '{"error":{"detail":5}}'])(
    'says that the answer is not one of the service: %s',
    async (body) => {
      const problem = await readProblem(answer(502, body));
      expect(problem).toMatchObject({ status: 502, code: '', moreUrl: undefined });
      expect(problem.detail).toContain('proxy');
    },
  );

  it('of a request without an answer leaves open whether it was done', () => {
    expect(noAnswer(new TypeError('Failed to fetch'))).toMatchObject({ status: 0, code: '' });
  });

  it('is what it was, and anything else becomes one', () => {
    const problem = noAnswer(undefined);
    expect(toProblem(problem)).toBe(problem);
    expect(toProblem(new Error('broken')).detail).toBe('broken');
  });
});
