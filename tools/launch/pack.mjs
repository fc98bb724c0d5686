import path from 'node:path';
import { runStep, StepFailed } from './step.mjs';
import { build, install } from './toolchain.mjs';
import { packageFolders, readManifest, root } from './workspace.mjs';

/**
 * Puts the tarballs of packages, and of the client if they need it, into the folder `tarballs`, and
 * prints how to install them. Without names: all packages.
 */
export async function packPackages(names) {
  const published = new Map(
    packageFolders()
      .filter((folder) => path.dirname(folder) === 'packages')
      .map(readManifest)
      .filter((manifest) => manifest.private !== true)
      .map((manifest) => [manifest.name.replace('@unlatch/', ''), manifest]),
  );
  const unknown = names.find((name) => !published.has(name));
  if (unknown !== undefined) {
    console.error(`There is no package ${unknown}. Packages: ${[...published.keys()].join(', ')}.`);
    throw new StepFailed(1);
  }
  const wanted = names.length === 0 ? [...published.keys()] : [...new Set(names)];
  const manifests = [...new Set(wanted.flatMap((name) => withDependencies(published, name)))];
  const filters = manifests.map(({ name }) => `--filter=${name}`);
  // With what their tests need: Turbo builds that first.
  const env = await install(['--filter=unlatch', ...filters.map((filter) => `${filter}...`)]);
  await build(env, filters);
  await runStep({
    title: 'Packing',
    command: 'pnpm',
    args: ['--recursive', ...filters, 'pack', '--out', path.join(root, 'tarballs', '%s.tgz')],
    env,
    advice: 'Packing failed: correct the first error above.',
  });
  const files = manifests.map(({ name }) => `${name.slice(1).replace('/', '-')}.tgz`);
  const paths = files.map((file) => path.join(root, 'tarballs', file));
  console.log(`\nIn your project:\n\n  npm install ${paths.join(' ')}\n`);
  return 0;
}

/** The manifests of a package and of those that it needs at run time, these first. */
function withDependencies(published, name) {
  const manifest = published.get(name);
  const needed = Object.keys(manifest.dependencies ?? {}).map((other) =>
    other.replace('@unlatch/', ''),
  );
  return [...needed.flatMap((other) => withDependencies(published, other)), manifest];
}
