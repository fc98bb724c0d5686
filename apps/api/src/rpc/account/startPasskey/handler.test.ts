import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { asPerson } from '../../../../test/people.js';
import { Authenticator, addPasskey, newPerson } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('with what a browser needs, for this name and this person', async () => {
    const person = await newPerson(harness);
    const { body } = await asPerson(harness.app, person)('account.startPasskey', {});
    expect(body.data.options).toMatchObject({
      rp: { id: 'localhost', name: 'Unlatch' },
      user: { name: person.email },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    });
  });

  it('with the passkeys that the person has, so that none is made twice', async () => {
    const person = await newPerson(harness);
    await addPasskey(harness, person, new Authenticator());
    const { body } = await asPerson(harness.app, person)('account.startPasskey', {});
    expect(body.data.options.excludeCredentials).toHaveLength(1);
  });
});

it('refuses a person who has not confirmed the identity lately', async () => {
  const call = asPerson(harness.app, await newPerson(harness));
  harness.clock.advance(10 * 60_000);
  expect((await call('account.startPasskey', {})).status).toBe(403);
});
