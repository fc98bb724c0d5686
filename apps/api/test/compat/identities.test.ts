import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENTS, type Client, names, readList, type Server, startServer } from './clients.js';

const LIMIT = { name: 'requests', limit: 10, duration: 60_000, autoApply: true };

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(CLIENTS)('identities through $name', ({ connect, errors }) => {
  let unkey: Client;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
  });

  it('are made, shown, changed and deleted, by id or external id', async () => {
    const meta = { plan: 'pro', seats: 3, tags: ['a', 'b'] };
    const identity = { externalId: 'user_42', meta, ratelimits: [LIMIT] };
    const { data: created } = await unkey.identities.createIdentity(identity);
    const { identityId } = created;
    for (const reference of [identityId, 'user_42']) {
      const { data } = await unkey.identities.getIdentity({ identity: reference });
      expect(data).toMatchObject({ id: identityId, externalId: 'user_42', meta });
      expect(data.ratelimits).toMatchObject([LIMIT]);
    }
    const taken = await unkey.identities.createIdentity(identity).catch((reason) => reason);
    expect(taken).toBeInstanceOf(errors.ConflictErrorResponse);

    const { data: updated } = await unkey.identities.updateIdentity({
      identity: 'user_42',
      meta: { plan: 'free' },
      ratelimits: [{ ...LIMIT, limit: 5 }],
    });
    expect(updated).toMatchObject({ meta: { plan: 'free' }, ratelimits: [{ limit: 5 }] });
    expect(updated.meta).toEqual({ plan: 'free' });

    await unkey.identities.deleteIdentity({ identity: identityId });
    const gone = await unkey.identities
      .getIdentity({ identity: 'user_42' })
      .catch((reason) => reason);
    expect(gone).toBeInstanceOf(errors.NotFoundErrorResponse);
  });

  it('are listed page by page', async () => {
    const externalIds = names(5, 'listed_');
    for (const externalId of externalIds) await unkey.identities.createIdentity({ externalId });
    const listed = await readList(unkey.identities.listIdentities({ limit: 2 }));
    const found = listed.map(({ externalId }) => externalId);
    expect(found.filter((externalId) => externalId.startsWith('listed_')).sort()).toEqual(
      externalIds,
    );
  });

  it('limit all of their keys together', async () => {
    const ratelimits = [{ ...LIMIT, limit: 2 }];
    await unkey.identities.createIdentity({ externalId: 'limited', ratelimits });
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    const newKey = async () =>
      (await unkey.keys.createKey({ apiId: api.apiId, externalId: 'limited' })).data.key;
    const [one, other] = [await newKey(), await newKey()];
    const codes = [];
    for (const key of [one, other, one]) {
      const { data } = await unkey.keys.verifyKey({ key });
      codes.push(data.code);
    }
    expect(codes).toEqual(['VALID', 'VALID', 'RATE_LIMITED']);
  });
});
