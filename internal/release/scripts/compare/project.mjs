import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const workspace = fileURLToPath(new URL('../../../..', import.meta.url));
const originals = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** One tarball per published package, by the name of its folder. */
export async function packAll(destination) {
  const { packageManager } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8'));
  const filters = ['api', 'cache', 'hono', 'nextjs', 'ratelimit'].map(
    (name) => `--filter=@unlatch/${name}`,
  );
  const pack = ['--recursive', ...filters, 'pack', '--pack-destination', destination];
  await run('npx', ['--yes', packageManager, ...pack], { cwd: workspace });
  return (await readdir(destination)).map((file) => join(destination, file));
}

/** A project with one installed package and its dependencies. */
export async function installProject({ directory, name, tarballs }) {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'package.json'), '{ "private": true, "type": "module" }');
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--legacy-peer-deps'];
  const npm = ['install', ...quiet, ...(await sourcesOf(name, tarballs))];
  await run('npm', npm, { cwd: directory });
  return { directory, name, addPeers: () => addPeers(directory, name) };
}

/**
 * The originals in the versions that the tests use. Our packages depend on a client that is not on
 * the registry, so its tarball is installed too.
 */
async function sourcesOf(name, tarballs) {
  if (name.startsWith('@unkey/')) {
    const manifest = await readFile(join(originals, name, 'package.json'), 'utf8');
    return [`${name}@${JSON.parse(manifest).version}`];
  }
  const { dependencies = {} } = await manifestOf(name.replace('@unlatch/', ''));
  return [name, ...Object.keys(dependencies)]
    .map((dependency) => dependency.replace('@', '').replace('/', '-'))
    .map((prefix) => tarballs.find((path) => basename(path).startsWith(`${prefix}-0`)));
}

async function manifestOf(folder) {
  return JSON.parse(await readFile(join(workspace, 'packages', folder, 'package.json'), 'utf8'));
}

/** Frameworks are not counted, but an adapter cannot be imported without them. */
async function addPeers(directory, name) {
  const folder = name.split('/')[1];
  const { peerDependencies = {} } = await manifestOf(folder);
  for (const peer of Object.keys(peerDependencies)) {
    const target = join(directory, 'node_modules', peer);
    if (existsSync(target)) continue;
    const source = await realpath(join(workspace, 'packages', folder, 'node_modules', peer));
    await mkdir(dirname(target), { recursive: true });
    await symlink(source, target);
  }
}

/** The bytes of all files, and the number of packages. */
export async function installedSize({ directory }) {
  const entries = await readdir(join(directory, 'node_modules'), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const roots = files.filter((file) =>
    /node_modules\/(@[^/]+\/)?[^@/.][^/]*\/package\.json$/.test(file),
  );
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), packages: roots.length };
}
