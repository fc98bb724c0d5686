import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type Toolchain as Found,
  findGo,
  findPython,
  makePythonEnvironment,
} from '@unlatch/testkit';

const run = promisify(execFile);

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
/** Kept between runs, because what is in it is pinned. */
const CACHE = join(PACKAGE, 'node_modules', '.cache', 'recipes');
const CLIENT = fileURLToPath(new URL('../../../packages/api', import.meta.url));
const WORKSPACE = fileURLToPath(new URL('../../../package.json', import.meta.url));
const INSTALL_MAX_MS = 240_000;

/** What pages need beyond the packages of this workspace. */
export type Toolchain =
  | {
      readonly is: 'there';
      readonly env: Readonly<Record<string, string>>;
      readonly folder: string;
    }
  | { readonly is: 'missing'; readonly reason: string };

export interface Toolchains {
  readonly python: Toolchain;
  readonly go: Toolchain;
  readonly nuxt: Toolchain;
}

export async function findToolchains(): Promise<Toolchains> {
  const [python, go, nuxt] = await Promise.all([
    prepare('python3', preparePython),
    prepare('go', prepareGo),
    prepare('nuxt', prepareNuxt),
  ]);
  return { python, go, nuxt };
}

/**
 * A machine without the toolchain, or without a network on the first run, skips the pages that need
 * it. In CI that is a failure: there a page must not stay untested unnoticed.
 */
async function prepare(name: string, make: () => Promise<Toolchain>): Promise<Toolchain> {
  try {
    return await make();
  } catch (error) {
    const { message, stderr }: { message: string; stderr?: string } = Object(error);
    const reason = `${name} is not usable: ${stderr || message}`.trim();
    if (process.env['CI'] === 'true') throw new Error(reason, { cause: error });
    return { is: 'missing', reason };
  }
}

function demand({ lacks }: Found): void {
  if (lacks !== undefined) throw new Error(`this machine lacks ${lacks}`);
}

async function preparePython(): Promise<Toolchain> {
  demand(findPython());
  const python = await makePythonEnvironment(join(PACKAGE, 'python', 'requirements.txt'));
  // Only `python` works there. The scripts beside it name the folder in which they were made.
  const env = { PATH: dirname(python), PYTHONUNBUFFERED: '1' };
  return { is: 'there', folder: dirname(python), env };
}

async function prepareGo(): Promise<Toolchain> {
  demand(findGo());
  const folder = join(PACKAGE, 'go');
  await run('go', ['mod', 'download'], { cwd: folder, timeout: INSTALL_MAX_MS });
  // Where this machine has its modules, its cache and its proxy.
  const own = Object.entries(process.env).filter(([name]) => /^(GO|XDG_)/.test(name));
  return { is: 'there', folder, env: Object.fromEntries(own.map(([k, v = '']) => [k, v])) };
}

async function prepareNuxt(): Promise<Toolchain> {
  const source = join(PACKAGE, 'nuxt');
  const lockfile = await readFile(join(source, 'pnpm-lock.yaml'));
  const { packageManager }: { packageManager: string } = JSON.parse(
    await readFile(WORKSPACE, 'utf8'),
  );
  const pnpm = packageManager.replace(/\+.*/, '');
  const folder = await onceFor('nuxt', [lockfile], async (project) => {
    await cp(source, project, { recursive: true });
    await run('npx', ['--yes', pnpm, 'install', '--frozen-lockfile'], {
      cwd: project,
      timeout: INSTALL_MAX_MS,
    });
    await mkdir(join(project, 'node_modules', '@unlatch'), { recursive: true });
    await symlink(CLIENT, join(project, 'node_modules', '@unlatch', 'api'));
  });
  return { is: 'there', folder, env: { NUXT_TELEMETRY_DISABLED: '1' } };
}

/** A folder that is made once for these inputs. Those of other inputs are removed. */
async function onceFor(
  name: string,
  inputs: readonly (string | Buffer)[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(input);
  const id = `${name}-${hash.digest('hex').slice(0, 16)}`;
  const folder = join(CACHE, id);
  const mark = join(folder, '.complete');
  if (existsSync(mark)) return folder;
  await mkdir(CACHE, { recursive: true });
  for (const other of await readdir(CACHE)) {
    if (other.startsWith(`${name}-`)) await rm(join(CACHE, other), { recursive: true });
  }
  await make(folder);
  // Last, so that an install that was interrupted is made again.
  await mkdir(mark);
  return folder;
}
