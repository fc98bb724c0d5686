import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setWorkspaceLimit } from '../rows.js';
import { CLIENTS, type Client, type Server, startServer } from './clients.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(CLIENTS)('$name throws its typed error', ({ connect, errors }) => {
  let unkey: Client;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
  });

  it('for an invalid request, with every violation located', async () => {
    const error = await unkey.keys.createKey({ apiId: 'x' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.BadRequestErrorResponse);
    expect(error).toMatchObject({
      error: { status: 400, errors: [{ location: 'body.apiId' }] },
      meta: { requestId: expect.stringMatching(/^req_/) },
    });
  });

  it('for a root key that is not known', async () => {
    const stranger = connect({ rootKey: 'unkey_unknown', serverURL: server.serverURL });
    const error = await stranger.apis
      .createApi({ name: 'Weather' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.UnauthorizedErrorResponse);
  });

  it('for a missing permission', async () => {
    const { rootKey } = await server.harness.newWorkspace({ permissions: [] });
    const limited = connect({ rootKey, serverURL: server.serverURL });
    const error = await limited.apis
      .createApi({ name: 'Weather' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.ForbiddenErrorResponse);
  });

  it('for what does not exist', async () => {
    const error = await unkey.keys
      .getKey({ keyId: 'key_missing' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.NotFoundErrorResponse);
  });

  it('for a workspace that has used up its requests', async () => {
    const { unkey: limited, workspace } = await server.newClient(connect);
    await setWorkspaceLimit(server.harness.deps, { id: workspace.id, requestsPerMinute: 1 });
    await limited.apis.createApi({ name: 'Weather' });
    const errorOf = (call: Promise<unknown>) => call.catch((reason: unknown) => reason);
    expect(await errorOf(limited.apis.createApi({ name: 'Weather' }))).toBeInstanceOf(
      errors.TooManyRequestsErrorResponse,
    );
    expect(await errorOf(limited.keys.verifyKey({ key: 'any' }))).toBeInstanceOf(
      errors.TooManyRequestsErrorResponse,
    );
  });

  it('for an identity that cannot be deleted, since it does not exist', async () => {
    const error = await unkey.identities
      .deleteIdentity({ identity: 'none' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.NotFoundErrorResponse);
  });
});
