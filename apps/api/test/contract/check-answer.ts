import { envelopeOf, problemsOf } from '@unlatch/contract';
import { PROBLEMS, type ProblemCode } from '@unlatch/contract/problems/catalogue';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { RPCS } from '../../src/rpc/index.js';
import type { Rpc } from '../../src/rpc/rpc.js';
import type { Answer, Request } from '../answer.js';

const HAS_VIOLATIONS = [400, 408, 413];

/**
 * What is promised about every answer, whatever the request was: its request id, the envelope of a
 * failure, and for operations that the answer is one that the definition announces.
 */
export function checkAnswer(app: FastifyInstance, request: Request, answer: Answer): void {
  const requestId = answer.headers['x-request-id'];
  expect(requestId).toMatch(/^req_[0-9A-Za-z]{16}$/);
  const path = request.url.split('?')[0] ?? '';
  // Probes read the status alone; they have a shape of their own.
  if (request.method === 'HEAD' || path.startsWith('/health/')) return;
  const rpc = RPCS.find(({ definition }) => path === `/v2/${definition.name}`);
  if (answer.status >= 400) {
    const code = checkProblem(answer);
    if (rpc !== undefined && request.method === 'POST')
      expect(problemsOf(rpc.definition)).toContain(code);
  } else if (rpc !== undefined && request.method === 'POST') {
    expect(answer.body.meta).toEqual({ requestId });
    expect(violationsOf(app, envelopeOf(rpc.definition), answer.body)).toEqual([]);
  }
}

/** Every field of the envelope, none more, and a link whose end is a code with a page. */
function checkProblem({ status, headers, body }: Answer): ProblemCode {
  const code = Object.keys(PROBLEMS).find((known) => isLinkTo(known, body.error.type));
  if (!isProblemCode(code)) throw new Error(`no page for ${body.error.type}`);
  expect(body).toEqual({
    meta: { requestId: headers['x-request-id'] },
    error: {
      status: PROBLEMS[code].status,
      title: PROBLEMS[code].title,
      type: body.error.type,
      detail: expect.stringMatching(/./),
      ...(HAS_VIOLATIONS.includes(status) ? { errors: expect.any(Array) } : {}),
    },
  });
  expect(body.error.status).toBe(status);
  return code;
}

function isLinkTo(code: string, type: unknown): boolean {
  return URL.canParse(String(type)) && new URL(String(type)).pathname === `/docs/errors/${code}`;
}

function isProblemCode(code: string | undefined): code is ProblemCode {
  return code !== undefined && code in PROBLEMS;
}

/** What the validator of the service itself has to say; an excess field is a violation, too. */
export function violationsOf(
  app: FastifyInstance,
  schema: Rpc['definition']['data'],
  value: unknown,
): unknown {
  const validate = app.validatorCompiler?.({ schema, method: 'POST', url: '/', httpPart: 'body' });
  if (validate === undefined) throw new Error('the app is not ready');
  return validate(value) === true ? [] : validate.errors;
}
