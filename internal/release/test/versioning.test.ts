import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedPackages, readManifest, WORKSPACE } from './packages.js';

const run = promisify(execFile);

// `changeset version` asks git for the commit of each change.
const hasGit = spawnSync('git', ['--version']).status === 0;

let copy: string;

/** The parts of the workspace that decide on versions, with a change of every package. */
async function copyManifests(): Promise<string> {
  const target = await mkdtemp(join(tmpdir(), 'unlatch-versions-'));
  const members = await Promise.all(
    ['apps', 'packages', 'internal', 'examples'].map(async (parent) =>
      (await readdir(join(WORKSPACE, parent))).map((name) => `${parent}/${name}/package.json`),
    ),
  );
  for (const path of ['package.json', 'pnpm-workspace.yaml', '.changeset', ...members.flat()]) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await cp(join(WORKSPACE, path), join(target, path), { recursive: true });
  }
  await symlink(join(WORKSPACE, 'node_modules'), join(target, 'node_modules'));
  await writeFile(join(target, '.gitignore'), 'node_modules\n');
  const lines = publishedPackages().map(({ manifest }) => `'${manifest.name}': minor`);
  const change = ['---', ...lines, '---', '', 'You can now rehearse a release.'].join('\n');
  await writeFile(join(target, '.changeset/rehearsal.md'), change);
  return target;
}

beforeAll(async () => {
  if (!hasGit) return;
  copy = await copyManifests();
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: copy });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Rehearse');
  const changeset = join(WORKSPACE, 'node_modules/@changesets/cli/bin.js');
  await run(process.execPath, [changeset, 'version'], { cwd: copy });
});

afterAll(async () => {
  if (hasGit) await rm(copy, { recursive: true });
});

async function versionedManifest(directory: string) {
  return readManifest(await readFile(join(directory, 'package.json'), 'utf8'));
}

describe.skipIf(!hasGit)('changeset version', () => {
  test.each(publishedPackages().map(({ manifest, directory }) => ({ ...manifest, directory })))(
    'gives $name its next version and its changelog',
    async ({ name, version, directory }) => {
      const target = join(copy, relative(WORKSPACE, directory));
      const next = await versionedManifest(target);
      const changelog = await readFile(join(target, 'CHANGELOG.md'), 'utf8');
      expect(next.version).not.toBe(version);
      expect(changelog.startsWith(`# ${name}\n\n## ${next.version}\n`)).toBe(true);
      expect(changelog).toContain('You can now rehearse a release.');
    },
  );

  test('removes the changesets, and does not change private packages', async () => {
    expect(await readdir(join(copy, '.changeset'))).toEqual(['config.json']);
    const { stdout } = await run('git', ['status', '--porcelain'], { cwd: copy });
    expect(stdout).not.toMatch(/apps\/|examples\/|testkit|release|embedded-postgres|bench-peer/);
  });
});
