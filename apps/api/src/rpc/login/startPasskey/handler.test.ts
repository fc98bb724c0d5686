import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { callFromPage } from '../../../../test/people.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('with a new challenge each time, for any passkey of this name, and stores nothing', async () => {
    const start = () => callFromPage(harness.app, 'login.startPasskey', {});
    const [one, other] = [await start(), await start()];
    expect(one.body.data.options).toMatchObject({
      rpId: 'localhost',
      userVerification: 'required',
    });
    expect(one.body.data.options.allowCredentials ?? []).toEqual([]);
    expect(one.body.data.options.challenge).not.toBe(other.body.data.options.challenge);
    const used = await harness.deps.db.selectFrom('used_challenges').selectAll().execute();
    expect(used).toEqual([]);
  });
});

it('refuses where browsers make no passkeys: at an address, and at a name that a request brings', async () => {
  for (const host of ['127.0.0.1:7070', '[::1]:7070', 'evil.example']) {
    const answer = await callFromPage(harness.app, 'login.startPasskey', {}, { headers: { host } });
    expect([412, 403], host).toContain(answer.status);
  }
});
