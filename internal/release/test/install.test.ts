import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { readBlocks } from '@unlatch/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishedPackages, WORKSPACE } from './packages.js';

const run = promisify(execFile);

let parent: string;

// As the READMEs say: the project is beside the clone.
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'unlatch-install-'));
  await symlink(WORKSPACE, join(parent, 'unlatch'));
});
afterAll(() => rm(parent, { recursive: true }));

const packages = publishedPackages().map(({ directory, manifest: { name } }) => ({
  directory,
  name,
}));

test.each(packages)(
  'the first commands of the README install $name from a clone',
  async ({ directory, name }) => {
    const readme = pathToFileURL(join(directory, 'README.md'));
    const [pack = '', install = ''] = readBlocks(readme, 'sh');
    expect(pack).toBe(`npm run pack ${basename(directory)}\n`);
    const { stdout } = await run('bash', ['-euc', pack], { cwd: join(parent, 'unlatch') });
    expect(stdout).toContain(`tarballs/unlatch-${basename(directory)}.tgz`);
    const project = join(parent, basename(directory));
    await mkdir(project);
    await writeFile(join(project, 'package.json'), '{ "name": "project", "private": true }');
    // The project has its framework already.
    const env = { ...process.env, npm_config_legacy_peer_deps: 'true', npm_config_audit: 'false' };
    await run('bash', ['-euc', install], { cwd: project, env });
    const load = `console.log(import.meta.resolve('${name}'))`;
    const args = ['--input-type=module', '--eval', load];
    const resolved = await run(process.execPath, args, { cwd: project });
    expect(resolved.stdout).toContain(`/node_modules/${name}/dist/index.js`);
  },
  300_000,
);

test('a name that no package has is refused with the names of all', async () => {
  const failure = await run('npm', ['run', '--silent', 'pack', 'nest'], { cwd: WORKSPACE }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ stderr: expect.stringContaining('api, cache, express') });
});
