import { describe, expect, inject, it } from 'vitest';
import { call, failedStart, freshDataDir, isPostgresLeft, newApi, start } from './harness.js';

const ROOT_KEY = 'unkey_of_the_crash_tests';

describe('a service that is killed', { timeout: 60_000 }, () => {
  it('has lost none of the keys that it acknowledged when it is started again', async () => {
    const env = { DATA_DIR: await freshDataDir(), UNLATCH_ROOT_KEY: ROOT_KEY };
    const killed = await start(env);
    const apiId = await newApi(killed);
    const acknowledged: string[] = [];
    const createUntilItIsGone = async () => {
      for (;;) {
        const answer = await call(killed, 'keys.createKey', { apiId }).catch(() => undefined);
        if (answer === undefined) return;
        acknowledged.push(answer.data.key);
        if (acknowledged.length === 200) await killed.kill();
      }
    };
    await Promise.all(Array.from({ length: 8 }, createUntilItIsGone));
    expect(acknowledged.length).toBeGreaterThanOrEqual(200);

    const next = await start(env);
    expect(next.stderr()).toContain('"adopted":true');
    const codes = new Set<string>();
    for (const key of acknowledged) {
      codes.add((await call(next, 'keys.verifyKey', { key })).data.code);
    }
    expect([...codes]).toEqual(['VALID']);
  });
});

describe('a second service', { timeout: 60_000 }, () => {
  it('is refused the data directory of the first, which goes on undisturbed', async () => {
    const env = { DATA_DIR: await freshDataDir(), UNLATCH_ROOT_KEY: ROOT_KEY };
    const first = await start({ ...env, LOG_LEVEL: 'info' });
    const output = await failedStart({ ...env, LOG_LEVEL: 'silent' });
    expect(output).toMatch(
      /^\nUnlatch did not start\. Another service, process \d+, already uses the database in .+\. Stop it first, or give this one a DATA_DIR of its own\.$/,
    );
    expect(output).toContain(`process ${first.pid},`);
    expect((await call(first, 'apis.createApi', { name: 'Weather' })).status).toBe(200);
  });

  it('is refused the port of the first with one sentence, and leaves no PostgreSQL behind', async () => {
    const first = await start({}, inject('adminUrl'));
    const dataDir = await freshDataDir();
    const { port } = new URL(first.url);
    const output = await failedStart({ DATA_DIR: dataDir, PORT: port, LOG_LEVEL: 'silent' });
    expect(output).toMatch(
      /^\nUnlatch did not start\. Another program listens on this address \(.+\)\. Stop it, or set PORT\.$/,
    );
    expect(await isPostgresLeft(dataDir)).toBe(false);
  });
});
