import { describe, expect, it } from 'vitest';
import { OPERATIONS, openApiDocument, problemsOf } from '../src/index.js';
import { PROBLEMS } from '../src/problems/catalogue.js';
import { errorTypeOf } from '../src/problems/error-types.js';

const PLAIN = 'application/json';
const PROBLEM = 'application/problem+json';

interface Responses {
  readonly [status: number]: { readonly content: object };
}

const document = openApiDocument(OPERATIONS, { version: '0' });

describe.each(OPERATIONS)('an error of $name', (operation) => {
  const statuses = [...new Set(problemsOf(operation).map((code) => PROBLEMS[code].status))];

  it.each(statuses)(
    '%i has the declared type in the document first, then problem+json',
    (status) => {
      const { responses } = document.paths[`/v2/${operation.name}`]?.post ?? {};
      const { content } = (responses as Responses)[status] ?? { content: {} };
      expect(Object.keys(content)).toEqual([...new Set([errorTypeOf(operation, status), PROBLEM])]);
    },
  );
});

describe('an error', () => {
  it('is plain JSON, and problem+json for 429, but for these operations', () => {
    const others = OPERATIONS.filter(({ errorTypes }) => errorTypes !== 'usual');
    expect(Object.fromEntries(others.map(({ name, errorTypes }) => [name, errorTypes]))).toEqual({
      'identities.deleteIdentity': 'problem',
      'permissions.updatePermission': 'plain',
      'permissions.updateRole': 'plain',
    });
  });

  it.each([
    ['usual', PLAIN, PROBLEM],
    ['plain', PLAIN, PLAIN],
    ['problem', PROBLEM, PROBLEM],
  ] as const)('of the kind %s is %s, and %s for 429', (errorTypes, type, typeOf429) => {
    for (const status of [400, 401, 403, 404, 409, 410, 412, 422, 500, 503]) {
      expect(errorTypeOf({ errorTypes }, status)).toBe(type);
    }
    expect(errorTypeOf({ errorTypes }, 429)).toBe(typeOf429);
  });
});
