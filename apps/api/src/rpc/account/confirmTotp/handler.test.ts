import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addSession, asPerson } from '../../../../test/people.js';
import { hasSession, newPerson, nextStep, setUpTotp } from '../../../../test/second-factors.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('with ten recovery codes, and log-in asks for a code from then on', async () => {
    const person = await newPerson(harness);
    const { recoveryCodes } = await setUpTotp(harness, person);
    expect(recoveryCodes).toHaveLength(10);
    const { body } = await asPerson(harness.app, person)('account.getSecondFactors', {});
    expect(body.data).toMatchObject({ hasTotp: true, recoveryCodesLeft: 10 });
  });

  it('by ending the other sessions, which began without a second factor', async () => {
    const person = await newPerson(harness);
    const nowMs = harness.clock.nowMs();
    const other = await addSession(harness.deps.db, { nowMs, userId: person.userId });
    await setUpTotp(harness, person);
    expect(await hasSession(harness, other.token)).toBe(false);
    expect(await hasSession(harness, person.token)).toBe(true);
  });

  it('by replacing the app of before only once the new one has shown its code', async () => {
    const person = await newPerson(harness);
    const old = await setUpTotp(harness, person);
    const call = asPerson(harness.app, person);
    nextStep(harness);
    await call('account.startTotp', {});
    const confirm = (code: string) => call('account.confirmIdentity', { code });
    expect((await confirm(old.code())).status).toBe(200);
  });
});

describe('refuses', () => {
  it('a wrong code, and one before account.startTotp', async () => {
    const call = asPerson(harness.app, await newPerson(harness));
    expect((await call('account.confirmTotp', { code: '123456' })).status).toBe(412);
    const { body } = await call('account.startTotp', {});
    const right = new TOTP({ secret: body.data.secret }).generate({
      timestamp: harness.clock.nowMs(),
    });
    const wrong = right === '123456' ? '654321' : '123456';
    expect((await call('account.confirmTotp', { code: wrong })).status).toBe(401);
    expect((await call('account.confirmTotp', { code: right })).status).toBe(200);
  });
});
