import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A checkout with the programs of the launch, and these scripts of a shell in place of programs. */
async function checkoutWith(scripts) {
  const folder = await mkdtemp(path.join(tmpdir(), 'unlatch-launch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml']) {
    await cp(path.join(ROOT, name), path.join(folder, name));
  }
  await cp(path.join(ROOT, 'tools'), path.join(folder, 'tools'), { recursive: true });
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  for (const [name, script] of Object.entries(scripts)) {
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

it('a start installs what the service needs to be built and to run, and nothing for tests', async () => {
  const { packageManager, dependencies } = JSON.parse(
    await readFile(path.join(ROOT, 'package.json'), 'utf8'),
  );
  const hash = Buffer.from(packageManager.split('+sha512.')[1], 'hex').toString('base64');
  const { folder, start } = await checkoutWith({
    npm: `echo "sha512-${hash}"`,
    npx: 'echo "$(dirname "$0")/pnpm"',
    pnpm: 'echo "$@" > "$(dirname "$0")/asked"; exit 1',
  });
  await start();
  const asked = (await readFile(path.join(folder, 'bin/asked'), 'utf8')).trim().split(' ');
  expect(asked).toContain('--prod');
  const chosen = asked.filter((word) => word.startsWith('--filter'));
  expect(chosen.sort()).toEqual([
    '--filter-prod=@unlatch/service...',
    '--filter=@unlatch/analytics-engine',
    '--filter=unlatch',
  ]);
  // The tools that build. Linters and the like would come along with them.
  expect(Object.keys(dependencies)).toEqual(['turbo', 'typescript']);
});

it.each([
  'apps/api',
  'packages/contract',
  'internal/embedded-postgres',
  'internal/analytics-engine',
])('what a start installs for %s compiles it, and tests nothing', async (name) => {
  const { dependencies } = JSON.parse(
    await readFile(path.join(ROOT, name, 'package.json'), 'utf8'),
  );
  expect(Object.keys(dependencies)).toContain('typescript');
  const ofTests = ['vitest', 'tsx', 'fast-check', '@unlatch/testkit', '@unkey/api'];
  expect(Object.keys(dependencies).filter((other) => ofTests.includes(other))).toEqual([]);
});
