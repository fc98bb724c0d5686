import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runStep, StepFailed } from './step.mjs';
import { packageFolders, readManifest, root } from './workspace.mjs';

const stampPath = path.join(root, 'node_modules', '.unlatch-install.json');

/**
 * Installs with the pinned pnpm and returns the environment in which the tools run. With `filters`
 * it installs only what they choose: the tests need far more than the service.
 *
 * A stamp below node_modules records the inputs of the last install, the folders that it
 * filled, and the path of pnpm in npx's cache. The path is needed because npx asks the registry on
 * every run, even for an exact version that it has. A start must work without a network.
 */
export async function install(filters = []) {
  assertWritable();
  const inputs = hashInputs();
  const stamp = readStamp();
  if (
    stamp?.inputs === inputs &&
    (stamp.filters.length === 0 || stamp.filters.join() === filters.join()) &&
    [...stamp.folders, stamp.pnpmFolder].every((folder) => existsSync(path.resolve(root, folder)))
  ) {
    return toolEnvironment(stamp.pnpmFolder);
  }
  rmSync(stampPath, { force: true });
  const pnpmFolder = await findPnpm();
  const env = toolEnvironment(pnpmFolder);
  await runStep({
    title: 'Installing dependencies',
    command: path.join(pnpmFolder, 'pnpm'),
    args: ['install', '--frozen-lockfile', ...filters],
    env,
    live: process.stdout.isTTY,
    advice: NETWORK_ADVICE,
  });
  const folders = packageFolders()
    .map((folder) => path.join(folder, 'node_modules'))
    .filter((folder) => existsSync(path.join(root, folder)));
  writeFileSync(stampPath, JSON.stringify({ inputs, folders, pnpmFolder, filters }));
  return env;
}

/**
 * Turbo skips unchanged packages: a tenth of a second if there is nothing to build. On a slow
 * machine a build takes minutes, so each package that is built is named when that begins.
 */
export async function build(env, filters) {
  await runStep({
    title: 'Building',
    command: turboPath,
    args: ['run', 'build', '--output-logs=new-only', '--log-prefix=task', ...filters],
    env,
    progress: (line) => /^(\S+):build: cache miss/.exec(line)?.[1],
    advice: 'The build failed: correct the first error above.',
  });
}

const turboPath = path.join(root, 'node_modules', '.bin', 'turbo');

const NETWORK_ADVICE = [
  'If the npm registry could not be reached: a proxy is taken from HTTPS_PROXY, and',
  '`npm config set registry <url>` names another registry. Then run the same command again.',
].join('\n');

async function findPnpm() {
  const [name, hash] = readManifest('.').packageManager.split('+');
  const env = { ...process.env, npm_config_loglevel: 'error' };
  await assertHash(name, hash, env);
  const found = await runStep({
    title: `Fetching ${name}`,
    command: 'npx',
    args: ['--yes', `--package=${name}`, '--call', 'command -v pnpm'],
    env,
    advice: NETWORK_ADVICE,
  });
  return path.dirname(found.trim().split('\n').at(-1));
}

/**
 * npm makes sure that the tarball has the hash that the registry tells. This makes sure that the
 * registry tells the one of package.json.
 */
async function assertHash(name, hash, env) {
  const told = await runStep({
    title: `Checking the hash of ${name}`,
    command: 'npm',
    args: ['view', name, 'dist.integrity'],
    env,
    advice: NETWORK_ADVICE,
  });
  const base64 = /sha512-(\S+)/.exec(told)?.[1] ?? '';
  if (hash === `sha512.${Buffer.from(base64, 'base64').toString('hex')}`) return;
  console.error(`The registry has another ${name} than package.json names: its hash differs.`);
  console.error('Nothing was installed. Check which registry npm uses: npm config get registry');
  throw new StepFailed(1);
}

function toolEnvironment(pnpmFolder) {
  return {
    ...process.env,
    // With `production` pnpm would not install what tests need.
    NODE_ENV: undefined,
    // Turbo starts `pnpm run` for each package.
    PATH: [pnpmFolder, process.env.PATH].join(path.delimiter),
    TURBO_NO_UPDATE_NOTIFIER: '1',
    TURBO_TELEMETRY_DISABLED: '1',
  };
}

function hashInputs() {
  const hash = createHash('sha256');
  hash.update([process.version.split('.')[0], process.platform, process.arch].join());
  const manifests = packageFolders().map((folder) => path.join(folder, 'package.json'));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(`\n${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

/** An unreadable stamp counts as none. */
function readStamp() {
  try {
    return JSON.parse(readFileSync(stampPath, 'utf8'));
  } catch {
    return undefined;
  }
}

function assertWritable() {
  for (const folder of [root, path.join(root, 'node_modules')].filter(existsSync)) {
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      console.error(`This user may not write to ${folder}.`);
      console.error(
        'Run as the user who owns the checkout, or give the folder to yourself (chown -R).',
      );
      throw new StepFailed(1);
    }
  }
}
