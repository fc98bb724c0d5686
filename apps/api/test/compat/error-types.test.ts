import { HTTPClient, Unkey } from '@unkey/api';
import * as errors from '@unkey/api/models/errors';
import { OPERATIONS, problemsOf } from '@unlatch/contract';
import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import { errorTypeOf } from '@unlatch/contract/problems/error-types';
import { describe, expect, it } from 'vitest';

/** The class that the published client has for a status, if it declares this status at all. */
const CLASSES: Readonly<Record<number, new (...parts: never[]) => Error>> = {
  400: errors.BadRequestErrorResponse,
  401: errors.UnauthorizedErrorResponse,
  403: errors.ForbiddenErrorResponse,
  404: errors.NotFoundErrorResponse,
  409: errors.ConflictErrorResponse,
  410: errors.GoneErrorResponse,
  412: errors.PreconditionFailedErrorResponse,
  422: errors.UnprocessableEntityErrorResponse,
  429: errors.TooManyRequestsErrorResponse,
  500: errors.InternalServerErrorResponse,
  503: errors.ServiceUnavailableErrorResponse,
};

/** Where the client does not know the request of the example yet. */
const OLDER_REQUESTS: Readonly<Record<string, object>> = {
  'permissions.setRolePermissions': { roleId: 'role_1234abcd', permissions: [] },
};

type Method = (request: object, options: object) => Promise<unknown>;

/** A call of the published client, which is answered with this problem in this type. */
async function thrownFor(name: string, request: object, status: number, type: string) {
  const error = { title: 'T', detail: 'D', status, type: 'about:blank', errors: [] };
  const body = JSON.stringify({ meta: { requestId: 'req_1' }, error });
  const headers = { 'content-type': `${type}; charset=utf-8` };
  const fetcher = async () => new Response(body, { status, headers });
  const unkey = new Unkey({ rootKey: 'root', httpClient: new HTTPClient({ fetcher }) });
  const [group = '', action = ''] = name.split('.');
  const methods = Object(Reflect.get(unkey, group));
  const call: Method = methods[action].bind(methods);
  return call(request, { retries: { strategy: 'none' } }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

/** What the published client has; it is older than some operations. */
const SHARED = OPERATIONS.filter(({ name }) => {
  const [group = '', action = ''] = name.split('.');
  return typeof Object(Reflect.get(new Unkey(), group))[action] === 'function';
});

it('has most operations in common with the published client', () => {
  expect(SHARED.length).toBeGreaterThan(38);
});

describe.each(SHARED)('$name', (operation) => {
  const statuses = [...new Set(problemsOf(operation).map((code) => PROBLEMS[code].status))];
  const request = OLDER_REQUESTS[operation.name] ?? Object(operation.example);

  it.each(statuses)(
    '%i reaches its class in the published client, if it has one',
    async (status) => {
      const types = ['application/json', 'application/problem+json'];
      const thrown = types.map((type) => thrownFor(operation.name, request, status, type));
      const expected = CLASSES[status];
      const found = await Promise.all(thrown);
      // It has sent the request.
      for (const error of found) expect(error).toBeInstanceOf(errors.UnkeyError);
      const isTyped = found.map((error) => expected !== undefined && error instanceof expected);
      const declared = types.indexOf(errorTypeOf(operation, status));
      // Where one of the two types is read into the class, that is the one which is declared.
      expect(isTyped[declared]).toBe(isTyped.includes(true));
    },
  );
});
