import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  freshDataDir,
  query,
  serverPid,
  spawnOwner,
  start,
  stoppedDataDir,
} from '../test/harness.js';
import { layoutOf } from './cluster.js';

const COUNT_UP_TO = 'select count(*)::int as count, max(n) as highest from numbers';
const CLAIM_SESSION = `select pid from pg_locks where locktype = 'advisory'`;

describe('after SIGKILL of the service', { timeout: 20_000 }, () => {
  test('the next start adopts the server with every acknowledged row', async () => {
    const dataDir = await stoppedDataDir();
    const owner = spawnOwner(dataDir, { task: 'insert' });
    await owner.waitFor('inserted', ({ n }) => n >= 500);
    await owner.kill();
    const acknowledged = owner.lines.filter(({ event }) => event === 'inserted').length;

    const next = await start(dataDir);
    expect(next.adopted).toBe(true);
    const [row] = await query<{ count: number; highest: number }>(next.connection, COUNT_UP_TO);
    expect(row?.count).toBe(row?.highest);
    expect(row?.count).toBeGreaterThanOrEqual(acknowledged);
  });

  test('and of the server, the next start recovers every acknowledged row', async () => {
    const dataDir = await stoppedDataDir();
    const owner = spawnOwner(dataDir, { task: 'insert' });
    await owner.waitFor('inserted', ({ n }) => n >= 500);
    process.kill(await serverPid(dataDir), 'SIGKILL');
    await owner.kill();
    const acknowledged = owner.lines.filter(({ event }) => event === 'inserted').length;

    const next = await start(dataDir);
    expect(next.adopted).toBe(false);
    const [row] = await query<{ count: number }>(next.connection, COUNT_UP_TO);
    expect(row?.count).toBeGreaterThanOrEqual(acknowledged);
  });

  test.each([
    { moment: 'during the creation of the cluster', appears: /^postgres-new-.{6}\/cluster$/ },
    { moment: 'before the launch', appears: /^postgres$/ },
    { moment: 'during the start of the server', appears: /^postgres\/cluster\/postmaster.pid$/ },
  ])('$moment, the next start succeeds', async ({ appears }) => {
    const dataDir = await freshDataDir();
    const owner = spawnOwner(dataDir);
    await vi.waitFor(
      async () => {
        const paths = await readdir(dataDir, { recursive: true });
        expect(paths).toContainEqual(expect.stringMatching(appears));
      },
      { interval: 1, timeout: 10_000 },
    );
    await owner.kill();

    const next = await start(dataDir);
    expect(await query(next.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a start waits for a server that is shutting down', async () => {
    const dataDir = await stoppedDataDir();
    const owner = spawnOwner(dataDir);
    await owner.waitFor('started');
    await owner.kill();
    const pid = await serverPid(dataDir);
    process.kill(pid, 'SIGINT');

    const next = await start(dataDir);
    expect(next.adopted).toBe(false);
    expect(await serverPid(dataDir)).not.toBe(pid);
  });

  test('a server with other settings is restarted, not adopted', async () => {
    const dataDir = await stoppedDataDir();
    const owner = spawnOwner(dataDir);
    await owner.waitFor('started');
    await owner.kill();

    const next = await start(dataDir, { durability: 'none' });
    expect(next.adopted).toBe(false);
    expect(await query(next.connection, 'show fsync')).toEqual([{ fsync: 'off' }]);
  });
});

test('a stale postmaster.pid with the id of a foreign process affects neither start nor process', {
  timeout: 20_000,
}, async () => {
  const dataDir = await stoppedDataDir();
  const { cluster, socketDir } = layoutOf(dataDir);
  // The server's own user: PostgreSQL by itself takes a process of that user for another server.
  const { uid, gid } = await stat(cluster);
  const foreign = spawn('/bin/sleep', ['600'], { uid, gid, stdio: 'ignore' });
  onTestFinished(() => void foreign.kill());
  await once(foreign, 'spawn');
  const recorded = [foreign.pid, cluster, 1, 5432, socketDir, '', '    12345     6', 'ready   '];
  await writeFile(join(cluster, 'postmaster.pid'), `${recorded.join('\n')}\n`);
  await writeFile(join(socketDir, '.s.PGSQL.5432.lock'), `${recorded.join('\n')}\n`);

  const server = await start(dataDir);
  expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(foreign).toMatchObject({ exitCode: null, signalCode: null });
});

describe('while the service runs', { timeout: 20_000 }, () => {
  test('the death of the server is reported, and stop does nothing more', async () => {
    const dataDir = await stoppedDataDir();
    const server = await start(dataDir);
    process.kill(await serverPid(dataDir), 'SIGKILL');
    expect(await server.exited).toMatchObject({ cause: 'died' });
    await server.stop();
  });

  test('the claim is renewed after a crash of one session ended all sessions', async () => {
    const dataDir = await stoppedDataDir();
    const { connection } = await start(dataDir);
    const [before] = await query<{ pid: number }>(connection, CLAIM_SESSION);
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(
      async () => {
        const [after] = await query<{ pid: number }>(connection, CLAIM_SESSION);
        expect(after?.pid).not.toBe(before?.pid);
        expect(after?.pid).toBeGreaterThan(0);
      },
      { interval: 20, timeout: 10_000 },
    );
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'already_running' });
  });

  test('an owner that lost its claim to another is informed and does not stop the server', async () => {
    const dataDir = await stoppedDataDir();
    const loser = spawnOwner(dataDir);
    const { connection } = await loser.waitFor('started');
    process.kill(loser.pid, 'SIGSTOP');
    await query(connection, `select pg_terminate_backend(pid, 5000) from (${CLAIM_SESSION}) held`);

    const winner = await start(dataDir);
    expect(winner.adopted).toBe(true);
    process.kill(loser.pid, 'SIGCONT');
    expect(await loser.waitFor('exited')).toMatchObject({ cause: 'taken_over' });
    process.kill(loser.pid, 'SIGTERM');
    expect(await query(winner.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
