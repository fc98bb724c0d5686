import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import apiReference from '@scalar/fastify-api-reference';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { IDEMPOTENCY_KEY_LENGTH_MAX } from '../../domain/idempotency.js';
import { PROBLEMS, type ProblemCode } from '../../domain/problems.js';
import { isRepeatable, problemsOf, type Rpc } from '../../rpc/define-rpc.js';
import { envelopeSchema } from '../answers/envelope.js';

const REFERENCE_PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
].join('; ');

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that a route serves; routes without one stay unlisted. */
    rpc?: Rpc;
  }
}

/** The OpenAPI 3.1 document, made from the definitions of all operations, and a page to read it. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: document(version),
    transform: ({ schema, url, route }) => {
      const rpc = route.config?.rpc;
      return { url, schema: rpc === undefined ? { hide: true } : describe(rpc, schema) };
    },
  });
  await app.register(registerReferencePage);
}

function document(version: string): NonNullable<FastifyDynamicSwaggerOptions['openapi']> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Unlatch',
      version,
      description: 'API keys, credits and rate limits that anyone can run.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This installation' }],
    security: [{ rootKey: [] }],
    components: {
      securitySchemes: {
        rootKey: { type: 'http', scheme: 'bearer', description: 'A root key.' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['meta', 'error'],
          properties: {
            meta: {
              type: 'object',
              required: ['requestId'],
              properties: { requestId: { type: 'string' } },
            },
            error: { $ref: '#/components/schemas/ProblemDetails' },
          },
        },
        ProblemDetails: {
          type: 'object',
          required: ['title', 'detail', 'status', 'type'],
          properties: {
            title: { type: 'string' },
            detail: { type: 'string', description: 'What went wrong this time, for people.' },
            status: { type: 'integer' },
            type: {
              type: 'string',
              description: 'Link to the page of this kind of problem; its end is a stable code.',
            },
            errors: {
              type: 'array',
              description: 'For status 400: everything that is wrong with the request.',
              items: { $ref: '#/components/schemas/Violation' },
            },
          },
        },
        Violation: {
          type: 'object',
          required: ['location', 'message'],
          properties: {
            location: { type: 'string', description: 'Path in the request, such as body.name.' },
            message: { type: 'string' },
            fix: { type: 'string' },
          },
        },
      },
    },
  };
}

/** The page asks nothing of another host, has no buttons that lead to one, and could not anyway. */
async function registerReferencePage(scope: FastifyInstance): Promise<void> {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', REFERENCE_PAGE_POLICY);
  });
  await scope.register(apiReference, {
    routePrefix: '/reference',
    configuration: {
      url: '/openapi.json',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
    },
  });
}

/** Routes of their own at the usual places; the document is the same for everybody. */
export function registerOpenApiRoutes(app: FastifyInstance): void {
  app.get('/openapi.json', async () => app.swagger());
  app.get('/openapi.yaml', async (_request, reply) =>
    reply.type('application/yaml').send(app.swagger({ yaml: true })),
  );
}

function describe(rpc: Rpc, schema: FastifySchema): FastifySchema {
  const { name, summary, description, request, example } = rpc.definition;
  const [group = name] = name.split('.');
  return {
    ...schema,
    operationId: name,
    summary,
    description,
    tags: [group],
    ...(isRepeatable(rpc.definition) ? REPEATABLE : {}),
    body: { ...request, examples: [example] },
    response: {
      200: { ...envelopeSchema(rpc), headers: WORKSPACE_LIMIT },
      ...describeProblems(problemsOf(rpc.definition)),
    },
  } as FastifySchema;
}

/** What the document says of an operation whose answer is stored under an Idempotency-Key. */
const REPEATABLE = {
  'x-idempotent': true,
  headers: {
    type: 'object',
    properties: {
      'Idempotency-Key': {
        type: 'string',
        minLength: 1,
        maxLength: IDEMPOTENCY_KEY_LENGTH_MAX,
        description:
          'Any text that is new for each request. The same request with the same key takes effect once: for 24 hours it gets the first answer again.',
      },
    },
  },
};

/** See `limitWorkspace`. */
const WORKSPACE_LIMIT = {
  'RateLimit-Limit': {
    type: 'integer',
    description:
      'API requests that the workspace may send in a minute. It and the next two are there only if the workspace has such a limit.',
  },
  'RateLimit-Remaining': { type: 'integer', description: 'How many of these are left.' },
  'RateLimit-Reset': { type: 'integer', description: 'Seconds until there are more again.' },
};

const RETRY_AFTER = {
  'Retry-After': {
    type: 'integer',
    description: 'Seconds after which it is worth asking again.',
  },
};

const HEADERS_OF_STATUS: Readonly<Record<number, { headers: object }>> = {
  401: { headers: { 'WWW-Authenticate': { type: 'string', description: 'Always Bearer.' } } },
  429: { headers: { ...WORKSPACE_LIMIT, ...RETRY_AFTER } },
  503: { headers: RETRY_AFTER },
};

/** One response for each status, naming the codes that it can carry. */
function describeProblems(codes: readonly ProblemCode[]): Record<number, unknown> {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes
          .filter((code) => PROBLEMS[code].status === status)
          .map((code) => `\`${code}\`: ${PROBLEMS[code].meaning}`)
          .join('\n\n'),
        ...HEADERS_OF_STATUS[status],
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          'application/json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  );
}
