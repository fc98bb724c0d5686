import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  freshDataDir,
  IS_ROOT,
  makeTempDir,
  query,
  serverPid,
  spawnOwner,
  start,
  stoppedDataDir,
} from '../test/harness.js';
import { layoutOf } from './cluster.js';
import { UNPUBLISHED_MARK } from './publish-directory.js';

const NONE = { durability: 'none' } as const;

describe('a start', { timeout: 20_000 }, () => {
  test('creates the database, and the next start finds its rows again', async () => {
    const dataDir = await freshDataDir();
    const first = await start(dataDir);
    await query(first.connection, `create table kept as select 'yes' as answer`);
    await first.stop();

    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await query(second.connection, 'select answer from kept')).toEqual([{ answer: 'yes' }]);
  });

  test('is durable by default, and orders text the same on every machine', async () => {
    const settings = `
      select current_setting('fsync') as fsync,
             current_setting('synchronous_commit') as commits,
             current_setting('full_page_writes') as pages,
             array(select t from unnest(array['b', 'ä', 'B', 'a']) t order by t) as sorted,
             upper('ä') as upper`;
    const common = { sorted: ['B', 'a', 'b', 'ä'], upper: 'Ä' };
    const dataDir = await stoppedDataDir();
    const durable = await start(dataDir);
    expect(await query(durable.connection, settings)).toEqual([
      { fsync: 'on', commits: 'on', pages: 'on', ...common },
    ]);
    await durable.stop();

    const fast = await start(dataDir, NONE);
    expect(await query(fast.connection, settings)).toEqual([
      { fsync: 'off', commits: 'off', pages: 'off', ...common },
    ]);
  });

  test('refuses a session without the password', async () => {
    const { connection } = await start(await stoppedDataDir(), NONE);
    const intruder = { ...connection, password: 'guess' };
    await expect(query(intruder, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test.each([
    { reason: 'is too long for a socket', name: 'long-'.repeat(20) },
    { reason: 'has unusual characters', name: `it's, "data" ü` },
  ])('serves on the loopback interface when the directory $reason', async ({ name }) => {
    const dataDir = await stoppedDataDir(name);
    const owner = spawnOwner(dataDir);
    const { connection } = await owner.waitFor('started');
    expect(connection.host).toBe('127.0.0.1');
    await owner.kill();

    const next = await start(dataDir);
    expect(next).toMatchObject({ adopted: true, connection: { port: connection.port } });
  });

  test('deletes the remains of crashed starts', async () => {
    const dataDir = await stoppedDataDir();
    const leftover = join(dataDir, `postgres${UNPUBLISHED_MARK}abcdef`);
    await mkdir(leftover, { recursive: true });
    await start(dataDir, NONE);
    await expect(stat(leftover)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a start refuses', { timeout: 20_000 }, () => {
  test('a directory in use, names the owner, and leaves the owner alone', async () => {
    const dataDir = await stoppedDataDir();
    const owner = await start(dataDir, NONE);
    await expect(start(dataDir, NONE)).rejects.toMatchObject({
      code: 'already_running',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(await query(owner.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('all but one of several simultaneous starts in an empty directory', async () => {
    const dataDir = await freshDataDir();
    const owners = [spawnOwner(dataDir), spawnOwner(dataDir), spawnOwner(dataDir)];
    const outcomes = await Promise.all(
      owners.map((owner) => Promise.any([owner.waitFor('started'), owner.waitFor('refused')])),
    );
    const winner = owners[outcomes.findIndex(({ event }) => event === 'started')];
    const refusals = outcomes.filter(({ event }) => event === 'refused');
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        code: 'already_running',
        message: expect.stringContaining(`process ${winner?.pid},`),
      });
    }
  });

  test('a cluster of another major version', async () => {
    const dataDir = await stoppedDataDir();
    await writeFile(join(layoutOf(dataDir).cluster, 'PG_VERSION'), '17\n');
    await expect(start(dataDir, NONE)).rejects.toMatchObject({
      code: 'wrong_major_version',
      message: expect.stringMatching(/PostgreSQL 17.*PostgreSQL 18/s),
    });
  });

  test('a cluster whose password is lost', async () => {
    const dataDir = await stoppedDataDir();
    await rm(layoutOf(dataDir).passwordFile);
    await expect(start(dataDir, NONE)).rejects.toMatchObject({ code: 'damaged_data_directory' });
  });

  test('a server that cannot start, and shows the end of its log', async () => {
    const dataDir = await stoppedDataDir();
    await writeFile(join(layoutOf(dataDir).cluster, 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start(dataDir, NONE)).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('unrecognized configuration parameter "no_such_setting"'),
    });
  });

  test.skipIf(!IS_ROOT)(
    'as root, a directory that PostgreSQL cannot reach, and names the blocking one',
    async () => {
      const closed = join(await makeTempDir(), 'closed');
      await mkdir(closed, { mode: 0o700 });
      const dataDir = join(closed, 'some', 'data');
      await expect(start(dataDir)).rejects.toMatchObject({
        code: 'unreachable_directory',
        message: expect.stringContaining(`may not enter ${closed} `),
      });
      await expect(stat(join(closed, 'some'))).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});

describe('stop', { timeout: 20_000 }, () => {
  test('ends the server, however often it is called', async () => {
    const dataDir = await stoppedDataDir();
    const server = await start(dataDir, NONE);
    const pid = await serverPid(dataDir);
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(() => process.kill(pid, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    expect(await server.exited).toMatchObject({ cause: 'stopped' });
  });

  test('does not wait for open transactions', async () => {
    const server = await start(await stoppedDataDir(), NONE);
    const sleeping = query(server.connection, 'select pg_sleep(600)');
    const outcome = expect(sleeping).rejects.toThrow();
    await server.stop();
    await outcome;
  });
});
