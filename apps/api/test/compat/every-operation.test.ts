import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedIds } from '../contract/ids.js';
import { EVERY_OPERATION, type OperationUnderTest } from '../contract/operations.js';
import { setWorkspaceLimit } from '../rows.js';
import type { Workspace } from '../seed.js';
import { call, PUBLISHED } from './call-operation.js';
import { CLIENTS, type Server, startServer } from './clients.js';
import { ABSENT_OPERATIONS, SHARED_OPERATIONS } from './operations.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** As much of a JSON schema as is read here. */
interface Schema {
  readonly properties?: Readonly<Record<string, { readonly minLength?: number }>>;
  readonly items?: object;
}

const SHARED = EVERY_OPERATION.filter(({ name }) => SHARED_OPERATIONS.includes(name));

const CLASSES = {
  400: 'BadRequestErrorResponse',
  401: 'UnauthorizedErrorResponse',
  403: 'ForbiddenErrorResponse',
  404: 'NotFoundErrorResponse',
  429: 'TooManyRequestsErrorResponse',
} as const;

describe('@unkey/api', () => {
  it('has no operation that the client for Python has not', () => {
    const known = new Set([...SHARED_OPERATIONS, ...ABSENT_OPERATIONS]);
    expect(PUBLISHED.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe.each(CLIENTS)('$name', ({ name: clientName, connect, errors }) => {
  const operations =
    clientName === '@unkey/api' ? SHARED.filter(({ name }) => PUBLISHED.includes(name)) : SHARED;

  async function expectError(call: Promise<unknown>, status: keyof typeof CLASSES) {
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors[CLASSES[status]]);
    expect(error).toMatchObject({
      error: { status },
      meta: { requestId: expect.stringMatching(/^req_/) },
    });
    return error;
  }

  it.each(operations.filter(({ needsEngine }) => !needsEngine))(
    'decodes the answer of $name',
    async (operation) => {
      const { unkey, workspace } = await server.newClient(connect);
      const answer = await call(unkey, operation, await requestIn(workspace, operation));
      expect(answer).toHaveProperty(
        operation.definition.paginated ? 'result.data' : 'meta.requestId',
      );
    },
  );

  it.each(operations)('throws the class of 401 for $name', async (operation) => {
    const stranger = connect({ rootKey: 'unkey_unknown', serverURL: server.serverURL });
    await expectError(call(stranger, operation), 401);
  });

  it.each(operations)('throws the class of a refused right for $name', async (operation) => {
    const workspace = await server.harness.newWorkspace();
    const { rootKey } = await workspace.newRootKey([]);
    const powerless = connect({ rootKey, serverURL: server.serverURL });
    const answer = call(powerless, operation, await requestIn(workspace, operation));
    const { requires } = operation.definition;
    if (requires.rows === 'readable') await expect(answer).resolves.toBeDefined();
    else if (operation.hidden === 'NOT_FOUND') {
      await expect(answer).resolves.toMatchObject({ data: { code: 'NOT_FOUND' } });
    } else await expectError(answer, requires.hides === undefined ? 403 : 404);
  });

  it.each(operations)('throws the class of 429 for $name', async (operation) => {
    const { unkey, workspace } = await server.newClient(connect);
    await setWorkspaceLimit(server.harness.deps, { id: workspace.id, requestsPerMinute: 1 });
    await workspace.call('apis.createApi', { name: 'Weather' });
    await expectError(call(unkey, operation), 429);
  });

  it.each(operations.filter(({ definition }) => invalidFieldOf(definition.request)))(
    'throws the class of 400 for $name, with the place',
    async (operation) => {
      const { unkey } = await server.newClient(connect);
      const invalid = operation.requestWith(invalidFieldOf(operation.definition.request) ?? {});
      const error = await expectError(call(unkey, operation, invalid), 400);
      expect(error).toHaveProperty('error.errors[0].location', expect.stringMatching(/^body/));
    },
  );
});

/** A role has a name with a space in it, which the published client cannot send as `roleId`. */
async function requestIn(workspace: Workspace, { name, request }: OperationUnderTest) {
  const ids = await seedIds(workspace);
  return request(name === 'permissions.setRolePermissions' ? { ...ids, role: ids.roleId } : ids);
}

/** A text that may not be empty, or else a cursor that no list has given. */
function invalidFieldOf(schema: object): Readonly<Record<string, string>> | undefined {
  const { properties = {}, items }: Schema = Object(schema);
  if (items !== undefined) return invalidFieldOf(items);
  const needed = Object.keys(properties).find((name) => (properties[name]?.minLength ?? 0) > 0);
  if (needed !== undefined) return { [needed]: '' };
  return properties['cursor'] && { cursor: 'not a cursor' };
}
