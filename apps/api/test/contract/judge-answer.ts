import {
  envelopeOf,
  OPERATIONS,
  type Operation,
  PEOPLE_OPERATIONS,
  problemsAtUi,
  problemsOf,
} from '@unlatch/contract';
import { PROBLEMS, type ProblemCode } from '@unlatch/contract/problems/catalogue';
import { createValidatorCompiler } from '../../src/http/requests/validation.js';

export interface JudgedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
}

interface JudgedRequest {
  readonly method: string;
  readonly url: string;
}

const HAS_VIOLATIONS = [400, 408, 413];

/** Each schema is built and compiled once for all tests: that takes longer than most requests. */
const compile = createValidatorCompiler();
const OPERATION_OF = new Map<string, ReturnType<typeof served>[1]>([
  ...OPERATIONS.map((operation) => served('/v2', operation, problemsOf(operation))),
  ...[...OPERATIONS, ...PEOPLE_OPERATIONS].map((operation) =>
    served('/ui/rpc', operation, problemsAtUi(operation)),
  ),
]);

function served(door: string, operation: Operation, problems: readonly ProblemCode[]) {
  let violationsIn: ReturnType<typeof violationsBy> | undefined;
  return [
    `${door}/${operation.name}`,
    {
      problems,
      violationsIn(body: unknown) {
        violationsIn ??= violationsBy(envelopeOf(operation));
        return violationsIn(body);
      },
    },
  ] as const;
}

/**
 * What is wrong with an answer, whatever the request was: its request id, the envelope of a
 * failure, and for an operation whether the definition announces such an answer.
 */
export function faultsOf(request: JudgedRequest, answer: JudgedAnswer): string[] {
  const requestId = answer.headers['x-request-id'];
  if (!/^req_[0-9A-Za-z]{16}$/.test(String(requestId)))
    return [`x-request-id is ${String(requestId)}`];
  const path = request.url.split('?')[0] ?? '';
  // Probes read the status alone. Their responses have a shape of their own.
  if (request.method === 'HEAD' || path.startsWith('/health/')) return [];
  const known = request.method === 'POST' ? OPERATION_OF.get(path) : undefined;
  if (answer.status >= 400) {
    const { code, faults } = judgeProblem(answer);
    const isDeclared = known === undefined || code === undefined || known.problems.includes(code);
    return isDeclared ? faults : [...faults, `${code} is not a problem of the operation`];
  }
  if (known === undefined) return [];
  const { meta } = Object(answer.body);
  const violations = known.violationsIn(answer.body);
  return [
    ...(Object(meta).requestId === requestId ? [] : ['meta.requestId is not that of the header']),
    ...violations.map((violation) => `not as defined: ${JSON.stringify(violation)}`),
  ];
}

/** The envelope has all of its fields and no more, and its link ends in a code that has a page. */
function judgeProblem({ status, headers, body }: JudgedAnswer): {
  readonly code: ProblemCode | undefined;
  readonly faults: string[];
} {
  const { meta, error, ...others } = Object(body);
  const { title, detail, status: inBody, type, errors, ...otherFields } = Object(error);
  const code = codeOf(type);
  if (code === undefined) return { code, faults: [`no page for its type ${String(type)}`] };
  const expected = PROBLEMS[code];
  const isRight: Readonly<Record<string, boolean>> = {
    'meta is more or less than the requestId of the header':
      JSON.stringify(meta) === JSON.stringify({ requestId: headers['x-request-id'] }),
    'its status is not that of the answer': inBody === status,
    'its status is not that of its code': expected.status === status,
    'its title is not that of its code': expected.title === title,
    'it has no detail': typeof detail === 'string' && detail !== '',
    'errors are missing, or not wanted': HAS_VIOLATIONS.includes(status)
      ? Array.isArray(errors)
      : errors === undefined,
    'it has other fields': Object.keys({ ...others, ...otherFields }).length === 0,
  };
  const faults = Object.keys(isRight).filter((fault) => isRight[fault] === false);
  return { code, faults: faults.map((fault) => `problem ${code}: ${fault}`) };
}

function codeOf(type: unknown): ProblemCode | undefined {
  const text = String(type);
  const path = URL.canParse(text) ? new URL(text).pathname : text;
  const code = path.replace(/^\/docs\/errors\//, '');
  return isProblemCode(code) ? code : undefined;
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** What the service's own validator reports. An excess field is a violation, too. */
export function violationsBy(schema: object): (value: unknown) => unknown[] {
  const validate = compile({ schema, method: 'POST', url: '/', httpPart: 'body' });
  return (value) => {
    const result: unknown = validate(value);
    return result === true ? [] : [Object(Object(result).error).violations ?? result];
  };
}
