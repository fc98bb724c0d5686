import { Unkey as PublishedClient } from '@unkey/api';
import * as publishedErrors from '@unkey/api/models/errors';
import * as unlatch from '@unlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';

/**
 * The client that the original's users have in production, with nothing but its server URL
 * changed, and our own: one program, run with each.
 */
const CLIENTS = [
  {
    name: '@unkey/api',
    errors: publishedErrors,
    connect: (options: { rootKey: string; serverURL: string }) => new PublishedClient(options),
  },
  {
    name: '@unlatch/api',
    errors: unlatch,
    connect: (options: { rootKey: string; serverURL: string }) => new unlatch.Unkey(options),
  },
];

let harness: Harness;
let serverURL: string;

beforeAll(async () => {
  harness = await startHarness();
  serverURL = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.stop());

describe.each(CLIENTS)('$name', ({ connect, errors }) => {
  let unkey: ReturnType<typeof connect>;
  beforeAll(async () => {
    const { rootKey } = await harness.newWorkspace();
    unkey = connect({ rootKey, serverURL });
  });

  it('takes a key from creation to deletion', async () => {
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    const { data: created } = await unkey.keys.createKey({
      apiId: api.apiId,
      prefix: 'prod',
      name: 'Reporting job',
      externalId: 'user_42',
      meta: { plan: 'pro' },
      permissions: ['docs.read'],
      credits: { remaining: 10 },
    });
    expect(created.key).toMatch(/^prod_/);

    const { data: verified } = await unkey.keys.verifyKey({
      key: created.key,
      permissions: 'docs.read OR admin',
      credits: { cost: 3 },
    });
    expect(verified).toMatchObject({
      valid: true,
      code: 'VALID',
      keyId: created.keyId,
      credits: 7,
      permissions: ['docs.read'],
      identity: { externalId: 'user_42' },
      meta: { plan: 'pro' },
    });

    const { data: shown } = await unkey.keys.getKey({ keyId: created.keyId });
    const { data: self } = await unkey.keys.whoami({ key: created.key });
    expect(self).toEqual(shown);
    expect(shown).toMatchObject({ name: 'Reporting job', credits: { remaining: 7 } });

    await unkey.keys.deleteKey({ keyId: created.keyId });
    const { data: gone } = await unkey.keys.verifyKey({ key: created.key });
    expect(gone).toEqual({ valid: false, code: 'NOT_FOUND' });
  });

  it('reads the API back', async () => {
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    const { data: shown } = await unkey.apis.getApi({ apiId: api.apiId });
    expect(shown).toEqual({ id: api.apiId, name: 'Weather' });
  });

  it('throws its typed error for an invalid request, with every violation located', async () => {
    const error = await unkey.keys.createKey({ apiId: 'x' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.BadRequestErrorResponse);
    expect(error).toMatchObject({
      error: { status: 400, errors: [{ location: 'body.apiId' }] },
      meta: { requestId: expect.stringMatching(/^req_/) },
    });
  });

  it('throws its typed error for a root key that is not known', async () => {
    const stranger = connect({ rootKey: 'unkey_unknown', serverURL });
    const error = await stranger.apis
      .createApi({ name: 'Weather' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.UnauthorizedErrorResponse);
  });

  it('throws its typed error for a missing permission', async () => {
    const workspace = await harness.newWorkspace({ permissions: [] });
    const limited = connect({ rootKey: workspace.rootKey, serverURL });
    const error = await limited.apis
      .createApi({ name: 'Weather' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.ForbiddenErrorResponse);
  });

  it('throws its typed error for what does not exist', async () => {
    const error = await unkey.keys
      .getKey({ keyId: 'key_missing' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.NotFoundErrorResponse);
  });
});
