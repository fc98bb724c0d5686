import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { asPerson } from '../../../../test/people.js';
import { newPerson, nextStep, setUpTotp } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('removes the app and the recovery codes, and is no failure without one', async () => {
  const person = await newPerson(harness);
  const app = await setUpTotp(harness, person);
  const call = asPerson(harness.app, person);
  expect((await call('account.removeTotp', {})).status).toBe(200);
  expect((await call('account.removeTotp', {})).status).toBe(200);
  const { body } = await call('account.getSecondFactors', {});
  expect(body.data).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 });
  nextStep(harness);
  expect((await call('account.confirmIdentity', { code: app.code() })).status).toBe(401);
});

describe('refuses', () => {
  it('a person who has not confirmed the identity lately', async () => {
    const person = await newPerson(harness);
    await setUpTotp(harness, person);
    harness.clock.advance(10 * 60_000);
    const call = asPerson(harness.app, person);
    expect((await call('account.removeTotp', {})).status).toBe(403);
    expect((await call('account.getSecondFactors', {})).body.data.hasTotp).toBe(true);
  });
});
