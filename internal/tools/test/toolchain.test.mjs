import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A checkout with the programs of the launch, where `npm` and `npx` are these scripts of a shell. */
async function checkoutWith({ npm, npx }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'unlatch-launch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml']) {
    await cp(path.join(ROOT, name), path.join(folder, name));
  }
  await cp(path.join(ROOT, 'tools'), path.join(folder, 'tools'), { recursive: true });
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  for (const [name, script] of Object.entries({ npm, npx })) {
    await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const start = () =>
    new Promise((resolve) => {
      const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
      const args = [path.join(folder, 'tools/launch.mjs'), 'start'];
      execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
        resolve({ exitCode: error === null ? 0 : error.code, stdout, stderr }),
      );
    });
  return { folder, start };
}

it('a start fetches and installs nothing if the registry has a pnpm with another hash', async () => {
  const { packageManager } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  const [, hex = ''] = packageManager.split('+sha512.');
  const other = Buffer.from(hex, 'hex');
  other[0] ^= 1;
  const { folder, start } = await checkoutWith({
    npm: `echo "sha512-${other.toString('base64')}"`,
    npx: 'touch "$(dirname "$0")/fetched"',
  });
  const { exitCode, stderr } = await start();
  expect(stderr).toContain('its hash differs');
  expect(stderr).toContain('Nothing was installed');
  expect(exitCode).toBe(1);
  expect(await readdir(path.join(folder, 'bin'))).toEqual(['npm', 'npx']);
  expect(await readdir(folder)).not.toContain('node_modules');
});

it('a start goes on if the registry has the pnpm of package.json', async () => {
  const { packageManager } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  const hash = Buffer.from(packageManager.split('+sha512.')[1], 'hex').toString('base64');
  const { folder, start } = await checkoutWith({
    npm: `echo "sha512-${hash}"`,
    npx: 'touch "$(dirname "$0")/fetched"; exit 1',
  });
  await start();
  expect(await readdir(path.join(folder, 'bin'))).toEqual(['fetched', 'npm', 'npx']);
});
