import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENTS, type Client, names, readList, type Server, startServer } from './clients.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(CLIENTS)('apis through $name', ({ connect, errors }) => {
  let unkey: Client;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
  });

  it('are made, shown and deleted', async () => {
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    const { data: shown } = await unkey.apis.getApi({ apiId: api.apiId });
    expect(shown).toEqual({ id: api.apiId, name: 'Weather' });
    const { data: created } = await unkey.keys.createKey({ apiId: api.apiId });
    const { data: deleted } = await unkey.apis.deleteApi({ apiId: api.apiId });
    expect(deleted).toEqual({});
    const { data: verified } = await unkey.keys.verifyKey({ key: created.key });
    expect(verified.code).toBe('NOT_FOUND');
    const error = await unkey.apis.getApi({ apiId: api.apiId }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.NotFoundErrorResponse);
  });

  it('list their keys page by page, all of them or those of one identity', async () => {
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    const { apiId } = api;
    const keyIds: string[] = [];
    for (const name of names(5, 'job-')) {
      const externalId = name === 'job-2' ? 'user_2' : 'user_1';
      const { data } = await unkey.keys.createKey({ apiId, name, externalId });
      keyIds.push(data.keyId);
    }
    const keys = await readList(unkey.apis.listKeys({ apiId, limit: 2 }));
    expect(keys.map(({ keyId }) => keyId)).toEqual([...keyIds].sort());
    const ofOne = await readList(unkey.apis.listKeys({ apiId, externalId: 'user_2' }));
    expect(ofOne).toMatchObject([
      { keyId: keyIds[2], name: 'job-2', enabled: true, identity: { externalId: 'user_2' } },
    ]);
  });

  it('have no keys in a list that is empty', async () => {
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    expect(await readList(unkey.apis.listKeys({ apiId: api.apiId }))).toEqual([]);
  });
});
