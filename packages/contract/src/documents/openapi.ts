import {
  IDEMPOTENCY_KEY_LENGTH_MAX,
  isRepeatable,
  type Operation,
  problemsOf,
} from '../operation.js';
import { PROBLEMS } from '../problems/catalogue.js';
import { errorTypeOf } from '../problems/error-types.js';
import { envelopeOf } from '../shapes/envelope.js';
import { TAGS } from '../tags.js';
import { Components } from './components.js';
import { describeOperation, groupOf } from './describe.js';
import { PROBLEM_COMPONENTS } from './problem-components.js';

/** What is refused everywhere, and so stands at no field. */
const DESCRIPTION = [
  'API keys, credits and rate limits that anyone can run.',
  'No text may contain the character U+0000, and no name of a property either: such a request is a 400.',
].join('\n\n');

/** The OpenAPI 3.1 document of these operations. */
export function openApiDocument(
  operations: readonly Operation[],
  { version }: { version: string },
) {
  const components = new Components();
  const paths = Object.fromEntries(
    operations.map((operation) => [
      `/v2/${operation.name}`,
      { post: describePath(operation, components) },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Unlatch',
      version,
      description: DESCRIPTION,
      contact: { name: 'Unlatch' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This installation' }],
    security: [{ rootKey: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        rootKey: { type: 'http', scheme: 'bearer', description: 'A root key.' },
      },
      schemas: { ...components.schemas, ...PROBLEM_COMPONENTS },
    },
  };
}

function describePath(operation: Operation, components: Components) {
  const { name, summary, request, example } = operation;
  const schema = components.refer(request);
  const answer = components.refer(envelopeOf(operation));
  return {
    operationId: name,
    summary,
    description: describeOperation(operation),
    tags: [groupOf(name)],
    ...(isRepeatable(operation) ? REPEATABLE : {}),
    requestBody: {
      required: !operation.bodyOptional,
      content: { 'application/json': { schema, example } },
    },
    responses: {
      200: {
        description: 'Done.',
        headers: WORKSPACE_LIMIT,
        content: { 'application/json': { schema: answer } },
      },
      ...describeProblems(operation),
    },
  };
}

/** For operations whose answer is stored under an Idempotency-Key. */
const REPEATABLE = {
  'x-idempotent': true,
  parameters: [
    {
      in: 'header',
      name: 'Idempotency-Key',
      required: false,
      description:
        'Any text that is new for each request. The same request with the same key takes effect once. For 24 hours its repetitions get the first answer.',
      schema: { type: 'string', minLength: 1, maxLength: IDEMPOTENCY_KEY_LENGTH_MAX },
    },
  ],
};

const integerHeader = (description: string) => ({ description, schema: { type: 'integer' } });

/** These headers are there where the workspace limits its API requests. */
const WORKSPACE_LIMIT = {
  'RateLimit-Limit': integerHeader(
    'How many API requests the workspace may send per minute. This header, RateLimit-Remaining and RateLimit-Reset are there only if the workspace has such a limit.',
  ),
  'RateLimit-Remaining': integerHeader('How many of these API requests are left.'),
  'RateLimit-Reset': integerHeader('Seconds until more of them are available.'),
};

const RETRY_AFTER = {
  'Retry-After': integerHeader('Seconds after which the client should repeat the request.'),
};

const HEADERS_OF_STATUS: Readonly<Record<number, object>> = {
  401: { 'WWW-Authenticate': { description: 'Always Bearer.', schema: { type: 'string' } } },
  429: { ...WORKSPACE_LIMIT, ...RETRY_AFTER },
  503: RETRY_AFTER,
};

const PROBLEM = { schema: { $ref: '#/components/schemas/Problem' } };

/** The type that a client gets which asks for plain JSON, then the one that all others get. */
function problemContent(operation: Operation, status: number): Record<string, typeof PROBLEM> {
  return { [errorTypeOf(operation, status)]: PROBLEM, 'application/problem+json': PROBLEM };
}

/** One response for each status, naming the codes that it can carry. */
function describeProblems(operation: Operation): Record<number, unknown> {
  const codes = problemsOf(operation);
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const lines = codes
        .filter((code) => PROBLEMS[code].status === status)
        .map((code) => `\`${code}\`: ${PROBLEMS[code].meaning}`);
      const headers = HEADERS_OF_STATUS[status];
      return [
        status,
        {
          description: lines.join('\n\n'),
          ...(headers === undefined ? {} : { headers }),
          content: problemContent(operation, status),
        },
      ];
    }),
  );
}
