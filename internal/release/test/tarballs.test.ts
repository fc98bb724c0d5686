import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { publishedPackages, readManifest } from './packages.js';

const run = promisify(execFile);
const tarballs = inject('tarballs');

const EXPECTED = /^(LICENSE|README\.md|package\.json|dist\/[\w/.-]+\.(js|cjs|d\.ts|d\.cts))$/;

async function list(tarball: string): Promise<string[]> {
  const { stdout } = await run('tar', ['-tzf', tarball]);
  return stdout
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
}

async function manifestIn(tarball: string) {
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
  return readManifest(stdout);
}

test('there is a tarball of every published package', async () => {
  const packed = await Promise.all(tarballs.map(async (path) => (await manifestIn(path)).name));
  expect(packed.sort()).toEqual(
    publishedPackages()
      .map(({ manifest }) => manifest.name)
      .sort(),
  );
});

describe.each(tarballs.map((path) => ({ path, name: path.split('/').at(-1) })))(
  '$name',
  ({ path }) => {
    test('contains only the build, the README and the licence', async () => {
      const files = await list(path);
      expect(files.filter((file) => !EXPECTED.test(file))).toEqual([]);
      expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
      expect(files.filter((file) => /\.test\./.test(file))).toEqual([]);
    });

    test('contains every file that its exports name', async () => {
      const { exports = {} } = await manifestIn(path);
      const named = Object.values(exports)
        .flatMap((target) =>
          typeof target === 'string'
            ? [target]
            : [target.import, target.require].flatMap(({ types, default: code }) => [types, code]),
        )
        .map((file) => file.replace('./', ''));
      expect(await list(path)).toEqual(expect.arrayContaining(named));
    });

    test('depends on nothing outside of this release', async () => {
      const { dependencies = {}, name } = await manifestIn(path);
      expect(Object.keys(dependencies).filter((other) => other !== '@unlatch/api')).toEqual([]);
      expect(
        Object.values(dependencies).filter((range) => /workspace|catalog/.test(range)),
      ).toEqual([]);
      if (/api|cache/.test(name)) expect(dependencies).toEqual({});
    });
  },
);
