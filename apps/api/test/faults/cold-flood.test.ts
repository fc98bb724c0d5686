import { expect, it } from 'vitest';
import type { Workspace } from '../seed.js';
import { startFaultyService } from './faulty-service.js';

/** Twice as many as may wait for a connection. */
const GUESSES = 2000;

it.each([
  { what: 'keys that do not exist', form: 'guess', isMigration: false, is: '200 NOT_FOUND' },
  { what: 'keys that may have been imported', form: 'a_b', isMigration: true, is: '200 NOT_FOUND' },
  {
    what: 'keys that cannot have been imported',
    form: 'guess',
    isMigration: true,
    is: '400 undefined',
  },
])(
  'a flood of $what is answered by a slow database, and leaves capacity for other requests',
  async (flood) => {
    const { form, isMigration, is } = flood;
    const { harness, proxy, workspace, verify } = await startFaultyService();
    const migration = isMigration ? { migrationId: await newMigration(workspace) } : {};
    const paying = await workspace.newKey({ credits: { remaining: 10 } });
    expect(await verify(paying.key)).toBe('200 VALID');
    proxy.delay(100);
    const guesses: Promise<string>[] = [];
    for (let index = 0; index < GUESSES; index++) {
      const headers = { authorization: `Bearer ${workspace.rootKey}` };
      const payload = { key: `${form}_${index}`, ...migration };
      const answer = harness.app.inject({
        method: 'POST',
        url: '/v2/keys.verifyKey',
        headers,
        payload,
      });
      guesses.push(answer.then(({ statusCode, json }) => `${statusCode} ${json().data?.code}`));
      // Each request comes in its own iteration of the event loop, as from independent clients.
      await new Promise(setImmediate);
    }
    expect(await verify(paying.key)).toBe('200 VALID');
    expect(new Set(await Promise.all(guesses))).toEqual(new Set([is]));
  },
);

async function newMigration(workspace: Workspace): Promise<string> {
  const request = { name: 'Old system', algorithm: 'github.com/seamapi/prefixed-api-key' };
  const { body } = await workspace.call('migrations.createMigration', request);
  return body.data.migrationId;
}
