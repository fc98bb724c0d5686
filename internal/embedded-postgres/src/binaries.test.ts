import { chmod, cp, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshDataDir, IS_ROOT, makeTempDir } from '../test/harness.js';
import { type BinariesOptions, chooseRunnable, findBinaries } from './binaries.js';
import { chooseOsUser } from './os-user.js';

async function options(): Promise<BinariesOptions> {
  const user = await chooseOsUser(await freshDataDir(), () => {});
  return { user, copyBelow: await makeTempDir(), logLine: () => {} };
}

/** A copy of the platform package, which a test may damage. */
async function copyOfPackage(parent: string): Promise<string> {
  const { postgres } = await findBinaries(await options());
  const installed = join(dirname(postgres), '..', '..');
  const copy = join(parent, basename(installed));
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

describe('the binaries', { timeout: 20_000 }, () => {
  test('run from where they are installed, if they can', async () => {
    const where = await options();
    const installed = await copyOfPackage(await makeTempDir());
    expect(await chooseRunnable(installed, where)).toEqual({
      majorVersion: '18',
      initdb: join(installed, 'native', 'bin', 'initdb'),
      postgres: join(installed, 'native', 'bin', 'postgres'),
      copyName: undefined,
    });
  });

  test.skipIf(!IS_ROOT)('are copied once if the user cannot reach them', async () => {
    const where = await options();
    const parent = await makeTempDir();
    const installed = await copyOfPackage(parent);
    await chmod(parent, 0o700);
    const first = await chooseRunnable(installed, where);
    const madeAt = await stat(first.postgres);
    expect(first.postgres.startsWith(join(where.copyBelow, first.copyName ?? '?'))).toBe(true);

    const second = await chooseRunnable(installed, where);
    expect(second).toEqual(first);
    expect((await stat(second.postgres)).ino).toBe(madeAt.ino);
  });

  test('are repaired in a copy if the install scripts did not link the libraries', async () => {
    const where = await options();
    const installed = await copyOfPackage(await makeTempDir());
    await rm(join(installed, 'native', 'lib', 'libicuuc.so.60'));
    const found = await chooseRunnable(installed, where);
    expect(found).toMatchObject({ majorVersion: '18', copyName: expect.any(String) });
  });

  test('are refused with advice where the system has no loader for them', async () => {
    const where = await options();
    const bin = join(where.copyBelow, 'package', 'native', 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'postgres'), '#!/no/such/loader\n', { mode: 0o755 });
    await expect(chooseRunnable(join(bin, '..', '..'), where)).rejects.toMatchObject({
      code: 'unsupported_platform',
      message: expect.stringContaining('Set DATABASE_URL'),
    });
  });
});
