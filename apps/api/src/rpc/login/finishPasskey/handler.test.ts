import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { asPerson, callFromPage, cookieIn } from '../../../../test/people.js';
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

async function newPasskey() {
  const person = await newPerson(harness);
  const authenticator = new Authenticator();
  const passkeyId = await addPasskey(harness, person, authenticator);
  return { person, authenticator, passkeyId };
}

async function challenge() {
  const { body } = await callFromPage(harness.app, 'login.startPasskey', {});
  return body.data.options;
}

const finish = (response: object) => callFromPage(harness.app, 'login.finishPasskey', { response });

describe('answers', () => {
  it('with a session that may do dangerous acts, without an address or a password', async () => {
    const { person, authenticator } = await newPasskey();
    const answer = await finish(authenticator.authenticate(await challenge()));
    expect(answer.body.data).toMatchObject({
      level: 'full',
      steppedUpUntil: harness.clock.nowMs() + 10 * 60_000,
      user: { id: person.userId, email: person.email },
    });
    expect(cookieIn(answer, 'unlatch_session')).toMatch(/^[\w-]{43}$/);
  });

  it('a person with an authenticator app without asking for its code', async () => {
    const { person, authenticator } = await newPasskey();
    await setUpTotp(harness, person);
    const answer = await finish(authenticator.authenticate(await challenge()));
    expect(answer.body.data.level).toBe('full');
  });

  it('by taking note of the use', async () => {
    const { person, authenticator, passkeyId } = await newPasskey();
    harness.clock.advance(1000);
    await finish(authenticator.authenticate(await challenge(), { counter: 7 }));
    const { body } = await asPerson(harness.app, person)('account.getSecondFactors', {});
    const nowMs = harness.clock.nowMs();
    expect(body.data.passkeys).toMatchObject([{ id: passkeyId, lastUsedAt: nowMs }]);
  });
});

describe('refuses', () => {
  it('an answer that was used before, and of several at once all but one', async () => {
    const { authenticator } = await newPasskey();
    const response = authenticator.authenticate(await challenge());
    const answers = await Promise.all([finish(response), finish(response), finish(response)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401, 401]);
    expect((await finish(response)).status).toBe(401);
  });

  it('a passkey that is not known, and one of another page', async () => {
    expect((await finish(new Authenticator().authenticate(await challenge()))).status).toBe(401);
    const { authenticator } = await newPasskey();
    const elsewhere = { origin: 'https://evil.example' };
    const response = authenticator.authenticate(await challenge(), elsewhere);
    expect((await finish(response)).status).toBe(401);
  });

  it('an answer for another name, to a challenge that is not ours, or too late', async () => {
    const { authenticator } = await newPasskey();
    const options = await challenge();
    const odd = [
      { ...options, rpId: 'evil.example' },
      { ...options, challenge: Buffer.from('a.9999999999999.b').toString('base64url') },
    ];
    for (const one of odd) expect((await finish(authenticator.authenticate(one))).status).toBe(401);
    harness.clock.advance(5 * 60_000);
    expect((await finish(authenticator.authenticate(options))).status).toBe(401);
  });

  it('an authenticator that has not verified the person', async () => {
    const { authenticator } = await newPasskey();
    const response = authenticator.authenticate(await challenge(), { isVerified: false });
    expect((await finish(response)).status).toBe(401);
  });

  it('a counter that does not grow, because two authenticators then have one key', async () => {
    const { authenticator } = await newPasskey();
    const use = async (counter: number) =>
      (await finish(authenticator.authenticate(await challenge(), { counter }))).status;
    expect([await use(5), await use(5), await use(4), await use(0), await use(6)]).toEqual([
      200, 401, 401, 401, 200,
    ]);
  });

  it('the signature of another authenticator for this passkey', async () => {
    const { authenticator } = await newPasskey();
    const options = await challenge();
    const own = authenticator.authenticate(options);
    const other = new Authenticator().authenticate(options);
    expect((await finish({ ...own, response: other['response'] })).status).toBe(401);
  });
});
