import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { asPerson } from '../../../../test/people.js';
import { Authenticator, addPasskey, newPerson } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function start() {
  const person = await newPerson(harness);
  const call = asPerson(harness.app, person);
  const { body } = await call('account.startPasskey', {});
  const finish = (response: object) => call('account.finishPasskey', { name: 'Laptop', response });
  return { person, options: body.data.options, finish };
}

describe('answers', () => {
  it('with a passkey, of which only known ways of transport are kept', async () => {
    const { options, finish, person } = await start();
    const { status, body } = await finish(new Authenticator().register(options));
    expect(status).toBe(200);
    const rows = await harness.deps.db
      .selectFrom('user_passkeys')
      .select(['id', 'transports'])
      .where('user_id', '=', person.userId)
      .execute();
    expect(rows).toEqual([{ id: body.data.passkeyId, transports: ['internal'] }]);
  });
});

describe('refuses', () => {
  it('an answer that was accepted before', async () => {
    const { options, finish } = await start();
    const response = new Authenticator().register(options);
    expect((await finish(response)).status).toBe(200);
    expect((await finish(response)).status).toBe(401);
  });

  it('an answer to the challenge of another person, or of a log-in', async () => {
    const { finish } = await start();
    const other = await start();
    const login = await asPerson(harness.app, other.person)('login.startPasskey', {});
    const { rpId, challenge } = login.body.data.options;
    for (const options of [other.options, { challenge, rp: { id: rpId } }]) {
      expect((await finish(new Authenticator().register(options))).status).toBe(401);
    }
  });

  it('an answer for another page, without a verified person, or that is too late', async () => {
    const { options, finish } = await start();
    const authenticator = new Authenticator();
    const odd = [{ origin: 'https://evil.example' }, { isVerified: false }];
    for (const oddity of odd) {
      expect((await finish(authenticator.register(options, oddity))).status).toBe(401);
    }
    harness.clock.advance(5 * 60_000);
    expect((await finish(authenticator.register(options))).status).toBe(401);
  });

  it.each([{}, { id: 'x' }, { id: 'x', response: {} }, { response: { clientDataJSON: '!' } }])(
    '%j as no answer of an authenticator',
    async (response) => {
      const { finish } = await start();
      expect((await finish(response)).status).toBe(401);
    },
  );

  it('the authenticator of another person, whom its passkey would log in', async () => {
    const authenticator = new Authenticator();
    await addPasskey(harness, await newPerson(harness), authenticator);
    const { options, finish } = await start();
    expect((await finish(authenticator.register(options))).status).toBe(401);
  });

  it('more passkeys than a person may have', async () => {
    const { person, options, finish } = await start();
    const { db } = harness.deps;
    const row = {
      user_id: person.userId,
      public_key: Buffer.alloc(1),
      counter: 0,
      transports: [],
      is_synced: false,
      name: 'Many',
      created_at_ms: 1,
      last_used_at_ms: null,
    };
    const rows = Array.from({ length: 20 }, (_, index) => {
      const id = `pk_${person.userId}_${index}`;
      return { ...row, id, credential_id: id };
    });
    await db.insertInto('user_passkeys').values(rows).execute();
    expect((await finish(new Authenticator().register(options))).status).toBe(403);
  });
});
