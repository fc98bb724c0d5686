import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startService, startTestPostgres } from '@unlatch/testkit';
import type { TestProject } from 'vitest/node';
import { companionsOf, publishedPackages, WORKSPACE } from './packages.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** One file per published package. */
    tarballs: string[];
    /** A project outside of the workspace with all of them installed. */
    project: string;
    service: { serverURL: string; rootKey: string };
  }
}

const run = promisify(execFile);

/** The name is vitest's. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: Stop[] = [];
  try {
    const directory = await mkdtemp(join(tmpdir(), 'unlatch-release-'));
    started.push(() => rm(directory, { recursive: true }));
    const postgres = await startTestPostgres();
    started.push(() => postgres.stop());
    const service = await startService({ adminUrl: postgres.adminUrl });
    started.push(() => service.stop());
    const tarballs = await packAll(join(directory, 'tarballs'));
    project.provide('tarballs', tarballs);
    project.provide('project', await installAll(join(directory, 'project'), tarballs));
    project.provide('service', { serverURL: service.url, rootKey: service.rootKey });
  } catch (error) {
    // After a failed setup vitest does not call a teardown.
    await stopAll(started);
    throw error;
  }
  return () => stopAll(started);
}

type Stop = () => Promise<void>;

/** In reverse order. If one fails, the others still run. */
async function stopAll(started: Stop[]): Promise<void> {
  const stop = started.pop();
  if (stop === undefined) return;
  try {
    await stop();
  } finally {
    await stopAll(started);
  }
}

async function packAll(destination: string): Promise<string[]> {
  const root = JSON.parse(await readFile(join(WORKSPACE, 'package.json'), 'utf8'));
  const filters = publishedPackages().map(({ manifest }) => `--filter=${manifest.name}`);
  const pack = ['--recursive', ...filters, 'pack', '--pack-destination', destination];
  await run('npx', ['--yes', root.packageManager.replace(/\+.*/, ''), ...pack], { cwd: WORKSPACE });
  return (await readdir(destination)).map((name) => join(destination, name));
}

/**
 * Installs with npm, as most users do. Frameworks come from the workspace, in the versions that the
 * packages are tested with. So the installation works without a network too.
 */
async function installAll(directory: string, tarballs: string[]): Promise<string> {
  await mkdir(directory);
  await writeFile(join(directory, 'package.json'), '{ "name": "project", "private": true }');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', '--legacy-peer-deps', ...quiet, ...tarballs], { cwd: directory });
  const companions = new Map(publishedPackages().flatMap(companionsOf));
  for (const [name, source] of companions) {
    const target = join(directory, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    await symlink(source, target);
  }
  return directory;
}
