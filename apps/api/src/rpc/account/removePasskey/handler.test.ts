import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { asPerson, callFromPage } from '../../../../test/people.js';
import { Authenticator, addPasskey, newPerson } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function logIn(authenticator: Authenticator) {
  const { body } = await callFromPage(harness.app, 'login.startPasskey', {});
  const response = authenticator.authenticate(body.data.options);
  return callFromPage(harness.app, 'login.finishPasskey', { response });
}

it('removes a passkey, which opens nothing from then on', async () => {
  const person = await newPerson(harness);
  const authenticator = new Authenticator();
  const passkeyId = await addPasskey(harness, person, authenticator);
  expect((await logIn(authenticator)).status).toBe(200);
  const call = asPerson(harness.app, person);
  expect((await call('account.removePasskey', { passkeyId })).status).toBe(200);
  expect((await logIn(authenticator)).status).toBe(401);
  expect((await call('account.removePasskey', { passkeyId })).status).toBe(200);
});

describe('leaves', () => {
  it('the passkey of another person as it is, and does not say that it exists', async () => {
    const authenticator = new Authenticator();
    const passkeyId = await addPasskey(harness, await newPerson(harness), authenticator);
    const call = asPerson(harness.app, await newPerson(harness));
    expect((await call('account.removePasskey', { passkeyId })).status).toBe(200);
    expect((await logIn(authenticator)).status).toBe(200);
  });
});
