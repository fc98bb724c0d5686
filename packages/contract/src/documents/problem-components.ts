/** The shape of every failure, as components of the OpenAPI document. */
export const PROBLEM_COMPONENTS = {
  Problem: {
    type: 'object',
    description: 'The body of every answer that is not a success.',
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
    description: 'What went wrong.',
    required: ['title', 'detail', 'status', 'type'],
    properties: {
      title: { type: 'string' },
      detail: { type: 'string', description: 'What went wrong with this request, for people.' },
      status: { type: 'integer' },
      type: {
        type: 'string',
        description:
          'Link to the page of this kind of problem. The end of the link is a stable code.',
      },
      errors: {
        type: 'array',
        description: 'For status 400: every violation in the request.',
        items: { $ref: '#/components/schemas/Violation' },
      },
    },
  },
  Violation: {
    type: 'object',
    description: 'One fault in a request.',
    required: ['location', 'message'],
    properties: {
      location: { type: 'string', description: 'Path in the request, such as body.name.' },
      message: { type: 'string' },
      fix: { type: 'string' },
    },
  },
} as const;
