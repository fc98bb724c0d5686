import { chown, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  freshDataDir,
  IS_ROOT,
  makeTempDir,
  NOBODY,
  query,
  spawnOwner,
  start,
} from '../test/harness.js';
import { layoutOf } from './cluster.js';
import { findBlockingDirectory, isReachableForPostgres } from './os-user.js';

const PACKAGE_DIR = fileURLToPath(new URL('..', import.meta.url));

/** Only root can act as another user, and only if others can read Node and this package. */
const canActAsNobody =
  IS_ROOT &&
  (await findBlockingDirectory(PACKAGE_DIR, NOBODY)) === undefined &&
  (await findBlockingDirectory(dirname(process.execPath), NOBODY)) === undefined;

async function dataDirOfNobody(): Promise<string> {
  const dataDir = await freshDataDir();
  await mkdir(dataDir);
  await chown(dataDir, NOBODY.uid, NOBODY.gid);
  return dataDir;
}

describe.skipIf(!canActAsNobody)('a user other than root', { timeout: 20_000 }, () => {
  test('runs the server as itself, and root opens the same data later', async () => {
    const dataDir = await dataDirOfNobody();
    const owner = spawnOwner(dataDir, { identity: NOBODY });
    const { connection } = await owner.waitFor('started');
    await query(connection, `create table kept as select 'yes' as answer`);
    expect((await stat(layoutOf(dataDir).home)).uid).toBe(NOBODY.uid);
    process.kill(owner.pid, 'SIGTERM');
    await owner.waitFor('exited');

    const next = await start(dataDir);
    expect(await query(next.connection, 'select answer from kept')).toEqual([{ answer: 'yes' }]);
  });

  test('gets an error when it may not write to the data directory', async () => {
    const dataDir = join(await makeTempDir(), 'data');
    const owner = spawnOwner(dataDir, { identity: NOBODY });
    expect(await owner.waitFor('refused')).toMatchObject({ code: 'data_directory_not_writable' });
  });

  test('gets an error when the database belongs to another user', async () => {
    const dataDir = await dataDirOfNobody();
    await (await start(dataDir, { durability: 'none' })).stop();
    const owner = spawnOwner(dataDir, { identity: NOBODY });
    expect(await owner.waitFor('refused')).toMatchObject({
      code: 'data_directory_not_writable',
      message: expect.stringContaining('belongs to another user'),
    });
  });
});

describe.skipIf(!IS_ROOT)('isReachableForPostgres, asked by root', () => {
  test('distinguishes a closed directory from an open one, also if the rest does not exist', async () => {
    const open = await makeTempDir();
    const closed = join(open, 'closed');
    await mkdir(closed, { mode: 0o700 });
    expect(await isReachableForPostgres(join(open, 'a', 'b'))).toBe(true);
    expect(await isReachableForPostgres(closed)).toBe(false);
    expect(await isReachableForPostgres(join(closed, 'a', 'b'))).toBe(false);
  });
});
