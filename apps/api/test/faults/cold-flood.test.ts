import { expect, it } from 'vitest';
import { startFaultyService } from './faulty-service.js';

const GUESSES = 3000;

it('a flood of keys that do not exist is answered by a slow database, and leaves it to others too', async () => {
  const { harness, proxy, workspace, verify } = await startFaultyService();
  const paying = await workspace.newKey({ credits: { remaining: 10 } });
  expect(await verify(paying.key)).toBe('200 VALID');
  proxy.delay(100);
  const guesses: Promise<string>[] = [];
  for (let index = 0; index < GUESSES; index++) {
    const headers = { authorization: `Bearer ${workspace.rootKey}` };
    const payload = { key: `guess_${index}` };
    const answer = harness.app.inject({
      method: 'POST',
      url: '/v2/keys.verifyKey',
      headers,
      payload,
    });
    guesses.push(answer.then(({ statusCode, json }) => `${statusCode} ${json().data?.code}`));
    // Each comes in a turn of its own, as from clients that know nothing of one another.
    await new Promise(setImmediate);
  }
  expect(await verify(paying.key)).toBe('200 VALID');
  expect(new Set(await Promise.all(guesses))).toEqual(new Set(['200 NOT_FOUND']));
});
