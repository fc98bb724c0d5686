import { createDatabase, startService } from '@unlatch/testkit';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { call, freshDataDir, newApi, postgresPid, start } from './harness.js';

describe('a service whose database', { timeout: 60_000 }, () => {
  it('ends all sessions in the middle of the work: it answers 503, and goes on with new ones', async () => {
    const database = await createDatabase(inject('adminUrl'));
    const service = await start({ DATABASE_URL: database.url });
    onTestFinished(() => database.drop());
    const apiId = await newApi(service);
    const admin = new pg.Client(inject('adminUrl'));
    await admin.connect();
    onTestFinished(() => admin.end());

    const statuses = new Set<number>();
    let isOver = false;
    const createUntilOver = async () => {
      while (!isOver) statuses.add((await call(service, 'keys.createKey', { apiId })).status);
    };
    const load = Array.from({ length: 8 }, createUntilOver);
    for (let round = 0; round < 5; round++) {
      await admin.query(
        'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1',
        [database.name],
      );
    }
    isOver = true;
    await Promise.all(load);
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    // One more request may meet a connection whose end has not been noticed yet.
    await vi.waitFor(async () => {
      expect((await call(service, 'keys.createKey', { apiId })).status).toBe(200);
    }, 20_000);
    // The log names the lost connections without their internals.
    await service.line(/"event":"change_feed_lost"/);
    expect(service.stderr()).not.toContain('parsedStatements');
  });

  it('is its own and dies: it logs this and ends, since it could only refuse everything', async () => {
    const dataDir = await freshDataDir();
    const service = await startService({ env: { DATA_DIR: dataDir } });
    process.kill(await postgresPid(dataDir), 'SIGKILL');
    await service.line(/"event":"stopping","reason":"PostgreSQL is gone/);
    await expect(service.stop()).rejects.toThrow('the service exited with code 1');
  });
});
