/** The shape of every failure, as components of the OpenAPI document. */
export const PROBLEM_COMPONENTS = {
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
} as const;
