import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../src/index.js';
import { errorTypeOf } from '../src/problems/error-types.js';

const STATUSES = [400, 401, 403, 404, 409, 410, 412, 422, 500, 503];

describe('an error of an operation', () => {
  it('is plain JSON, and problem+json for 429, with one exception', () => {
    const ordinary = OPERATIONS.map(({ name }) => name).filter(
      (name) => name !== 'identities.deleteIdentity',
    );
    for (const name of ordinary) {
      const types = STATUSES.map((status) => errorTypeOf(name, status));
      expect([name, ...new Set(types)]).toEqual([name, 'application/json']);
    }
    expect(errorTypeOf('keys.verifyKey', 429)).toBe('application/problem+json');
    expect(errorTypeOf('identities.deleteIdentity', 404)).toBe('application/problem+json');
  });

  it.each(['domains.getDomain', 'deployments.listBuildLogs', 'permissions.updateRole'])(
    'of %s is plain JSON for 429 too',
    (name) => {
      expect(errorTypeOf(name, 429)).toBe('application/json');
    },
  );
});
