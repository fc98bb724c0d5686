import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson } from '../../../../test/people.js';
import {
  Authenticator,
  addPasskey,
  newPerson,
  setUpTotp,
} from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('a person without any', async () => {
    const { body } = await asPerson(harness.app, await newPerson(harness))(
      'account.getSecondFactors',
      {},
    );
    expect(body.data).toEqual({
      hasTotp: false,
      recoveryCodesLeft: 0,
      passkeys: [],
      mayUsePasskeys: true,
    });
  });

  it('with the app and the passkeys of the person, and with no secret', async () => {
    const person = await newPerson(harness);
    const { secret } = await setUpTotp(harness, person);
    const id = await addPasskey(harness, person, new Authenticator());
    const { body } = await asPerson(harness.app, person)('account.getSecondFactors', {});
    expect(body.data).toMatchObject({
      hasTotp: true,
      recoveryCodesLeft: 10,
      passkeys: [{ id, name: 'Laptop', lastUsedAt: null, isSynced: false }],
    });
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('and so does the list of members', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    const roles = { [workspace.id]: 'owner' };
    const person = await addPerson(harness.deps.db, { nowMs, roles, isSteppedUp: true });
    const flagOf = async () =>
      (await workspace.call('team.listMembers', {})).body.data[0].hasSecondFactor;
    expect(await flagOf()).toBe(false);
    await addPasskey(harness, person, new Authenticator());
    expect(await flagOf()).toBe(true);
  });

  it('that addresses of numbers have no passkeys', async () => {
    const call = asPerson(harness.app, await newPerson(harness));
    const headers = { host: '127.0.0.1:7070' };
    const { body } = await call('account.getSecondFactors', {}, { headers });
    expect(body.data.mayUsePasskeys).toBe(false);
    expect((await call('account.startPasskey', {}, { headers })).status).toBe(412);
  });
});
