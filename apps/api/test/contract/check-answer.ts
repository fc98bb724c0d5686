import { envelopeOf, problemsOf } from '@unlatch/contract';
import { PROBLEMS, type ProblemCode } from '@unlatch/contract/problems/catalogue';
import { expect } from 'vitest';
import { createValidatorCompiler } from '../../src/http/requests/validation.js';
import { RPCS } from '../../src/rpc/index.js';
import type { Rpc } from '../../src/rpc/rpc.js';
import type { Answer, Request } from '../answer.js';

const HAS_VIOLATIONS = [400, 408, 413];

/** Each schema is built and compiled once for all tests: that takes longer than most requests. */
const compile = createValidatorCompiler();
const OPERATIONS = new Map(
  RPCS.map((rpc) => [`/v2/${rpc.definition.name}`, { rpc, schema: envelopeOf(rpc.definition) }]),
);

/**
 * Checks what is guaranteed about every response, whatever the request was: its request id and the
 * envelope of a failure. For an operation, the response must be one that the definition announces.
 */
export function checkAnswer(request: Request, answer: Answer): void {
  const requestId = answer.headers['x-request-id'];
  expect(requestId).toMatch(/^req_[0-9A-Za-z]{16}$/);
  const path = request.url.split('?')[0] ?? '';
  // Probes read the status alone. Their responses have a shape of their own.
  if (request.method === 'HEAD' || path.startsWith('/health/')) return;
  const operation = request.method === 'POST' ? OPERATIONS.get(path) : undefined;
  if (answer.status >= 400) {
    const code = checkProblem(answer);
    if (operation !== undefined) expect(problemsOf(operation.rpc.definition)).toContain(code);
  } else if (operation !== undefined) {
    expect(answer.body.meta).toEqual({ requestId });
    expect(violationsOf(operation.schema, answer.body)).toEqual([]);
  }
}

/** The envelope has all of its fields and no more, and its link ends in a code that has a page. */
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

/** The violations that the service's own validator reports. An excess field is a violation, too. */
export function violationsOf(schema: Rpc['definition']['data'], value: unknown): unknown {
  const validate = compile({ schema, method: 'POST', url: '/', httpPart: 'body' });
  return validate(value) === true ? [] : validate.errors;
}
