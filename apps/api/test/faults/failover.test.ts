import pg from 'pg';
import { expect, inject, it, vi } from 'vitest';
import { startFaultyService, startMixedLoad } from './faulty-service.js';

/** A database of the same name and content without sessions: the standby that takes over. */
async function takeOver(name: string): Promise<void> {
  const admin = new pg.Client(inject('adminUrl'));
  await admin.connect();
  try {
    const end = `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1`;
    await admin.query(end, [name]);
    await admin.query(`alter database ${name} rename to ${name}_old`);
    await admin.query(`create database ${name} template ${name}_old`);
    await admin.query(`drop database ${name}_old`);
  } finally {
    await admin.end();
  }
}

it('goes on with the server that takes over, and trusts nothing that the old one returned', async () => {
  const service = await startFaultyService();
  const { harness, proxy, workspace, verify } = service;
  const doomed = await workspace.newKey();
  const load = await startMixedLoad(service);
  expect(await verify(doomed.key)).toBe('200 VALID');
  proxy.cut();
  await Promise.all([load.paying.sees('503'), load.cold.sees('503')]);
  await takeOver(new URL(harness.databaseUrl).pathname.slice(1));
  // Another client has reached the new server first, and no process was notified of its change.
  const other = new pg.Client(harness.databaseUrl);
  await other.connect();
  await other.query('update keys set deleted_at_ms = 1 where id = $1', [doomed.keyId]);
  await other.end();
  proxy.pass();
  await Promise.all([load.paying.sees('200 VALID'), load.cold.sees('200 VALID')]);
  await vi.waitFor(async () => expect(await verify(doomed.key)).toBe('200 NOT_FOUND'), 20_000);
  await load.end();
});
