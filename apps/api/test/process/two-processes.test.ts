import type { RunningService } from '@unlatch/testkit';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { call, failedStart, newApi, start } from './harness.js';
import { APART, REQUESTS_MAX, sameDatabase, startTwo } from './start-two.js';

async function codeAt(service: RunningService, key: string): Promise<string> {
  return (await call(service, 'keys.verifyKey', { key })).data.code;
}

describe('two processes on one database', { timeout: 60_000 }, () => {
  it('share the keys that either creates', async () => {
    const [first, second] = await startTwo();
    const apiId = await newApi(first);
    const made = await call(second, 'keys.createKey', { apiId });
    expect(await codeAt(first, made.data.key)).toBe('VALID');
  });

  it('both refuse a key once either has deleted it', async () => {
    const [first, second] = await startTwo();
    const apiId = await newApi(first);
    for (const [deleting, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const { data } = await call(first, 'keys.createKey', { apiId });
      for (const service of [first, second]) expect(await codeAt(service, data.key)).toBe('VALID');
      await call(deleting, 'keys.deleteKey', { keyId: data.keyId });
      expect(await codeAt(deleting, data.key)).toBe('NOT_FOUND');
      const codes: string[] = [];
      do codes.push(await codeAt(other, data.key));
      while (codes.at(-1) === 'VALID' && codes.length < REQUESTS_MAX);
      expect(codes.at(-1)).toBe('NOT_FOUND');
      expect(await codeAt(other, data.key)).toBe('NOT_FOUND');
    }
  });
});

describe('a process that counts in its own memory', { timeout: 60_000 }, () => {
  it('does not run beside another one, whichever of the two starts first', async () => {
    const alone = await start({}, inject('adminUrl'));
    for (const env of [{}, APART]) {
      const output = await failedStart({ ...env, ...sameDatabase(alone) });
      expect(output).toMatch(/^\nUnlatch did not start\. Another process works on this database/);
      expect(output).toContain('ALLOW_LOCAL_COUNTERS=true');
    }
    await alone.kill();
    const next = await start({ ...APART, ...sameDatabase(alone) });
    expect(await failedStart(sameDatabase(next))).toMatch(/Another process works on this database/);
  });

  it('logs an error when it finds another one later, and goes on answering', async () => {
    const service = await start({}, inject('adminUrl'));
    const other = new pg.Client({ connectionString: service.databaseUrl });
    await other.connect();
    onTestFinished(() => other.end());
    const claimed = other.query(`select pg_advisory_lock(hashtext('unlatch.counters'))`);
    const breaker = new pg.Client({ connectionString: service.databaseUrl });
    await breaker.connect();
    onTestFinished(() => breaker.end());
    await breaker.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where query like '%unlatch_echo_%' and pid <> pg_backend_pid()
       and datname = current_database()`,
    );
    await claimed;
    await service.line(/"level":50.*"event":"counters_separate"/);
    expect(await newApi(service)).toMatch(/^api_/);
    await other.query(`select pg_advisory_unlock(hashtext('unlatch.counters'))`);
    await service.line(/"event":"counters_together"/);
  });
});
