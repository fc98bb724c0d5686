import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AnalyticsEngineError, errorMessage } from '../errors.js';
import { type FoundEngine, findEngine } from './find-engine.js';
import { withInstallLock } from './install-lock.js';
import { CHDB_VERSION, KNOWN_HASHES, LIBRARY_VERSION, libraryPackage } from './pin.js';

const UNFINISHED_MARK = '-new-';
/** A download takes minutes on a slow line. What is older than this was left by a crash. */
const ABANDONED_MS = 6 * 3_600_000;
const OUTPUT_MAX_CHARACTERS = 2000;

export interface InstallOptions {
  /** Will have `node_modules` in it. */
  readonly directory: string;
  /** What a person who waits may want to read; silent by default. */
  readonly onProgress?: (step: InstallStep) => void;
  readonly signal?: AbortSignal;
  /** The npm that is run; the one of PATH by default. */
  readonly npm?: string;
}

export type InstallStep = 'waiting_for_other' | 'downloading' | 'installed';

/**
 * Installs the engine with npm, outside of every lockfile, unless it is there already.
 *
 * The directory is complete as soon as it exists: npm fills another one, which is verified and
 * renamed. Versions are exact, and hashes are compared where they are known. Scripts of packages do
 * not run. A directory with another version is replaced.
 */
export async function installEngine(options: InstallOptions): Promise<FoundEngine> {
  const directory = resolve(options.directory);
  const found = await findEngine(directory);
  if (found.available || found.reason === 'unsupported_platform') return found;
  const onProgress = options.onProgress ?? (() => {});
  try {
    await mkdir(dirname(directory), { recursive: true, mode: 0o700 });
    const lock = { signal: options.signal, onWait: () => onProgress('waiting_for_other') };
    return await withInstallLock(`${directory}.lock`, lock, async () => {
      const foundNow = await findEngine(directory);
      if (foundNow.available) return foundNow;
      await removeAbandoned(directory);
      onProgress('downloading');
      await fillAndPublish(directory, options);
      onProgress('installed');
      return findEngine(directory);
    });
  } catch (error) {
    if (options.signal?.aborted || error instanceof AnalyticsEngineError) throw error;
    throw installFailed(errorMessage(error), error);
  }
}

async function fillAndPublish(directory: string, options: InstallOptions): Promise<void> {
  const unfinished = await mkdtemp(`${directory}${UNFINISHED_MARK}`);
  try {
    // Without a manifest npm would look for one in the directories above, and install there.
    await writeFile(join(unfinished, 'package.json'), '{ "private": true }\n');
    await runNpm(unfinished, options);
    await assertHashes(unfinished);
    const filled = await findEngine(unfinished);
    if (!filled.available) {
      throw installFailed(`npm ended well, but: ${filled.message} The registry may not have it.`);
    }
    await rm(directory, { recursive: true, force: true });
    await rename(unfinished, directory);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    // Another process may have been faster: see `withInstallLock`.
    if (!(await findEngine(directory)).available) throw error;
  }
}

/**
 * npm makes sure that a tarball has the hash that the registry tells, and notes it. This makes sure
 * that the registry tells the one that we know.
 */
async function assertHashes(directory: string): Promise<void> {
  const file = join(directory, 'node_modules', '.package-lock.json');
  const noted = await readFile(file, 'utf8').catch(() => '{}');
  const packages = objectAt(JSON.parse(noted), 'packages');
  for (const [name, hash] of Object.entries(KNOWN_HASHES)) {
    const told = objectAt(packages, `node_modules/${name}`);
    if (told === undefined) continue;
    if (!('integrity' in told) || told.integrity !== hash) {
      throw installFailed(`the registry has another ${name} than this release expects`);
    }
  }
}

function objectAt(parent: unknown, name: string): object | undefined {
  if (typeof parent !== 'object' || parent === null) return undefined;
  const value: unknown = Object.entries(parent).find(([key]) => key === name)?.[1];
  return typeof value === 'object' && value !== null ? value : undefined;
}

async function runNpm(directory: string, { npm = 'npm', signal }: InstallOptions): Promise<void> {
  const library = libraryPackage();
  const packages = [`chdb@${CHDB_VERSION}`, `${library}@${LIBRARY_VERSION}`];
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev', '--omit=peer'];
  const quiet = ['--loglevel=error', '--update-notifier=false'];
  const args = ['install', '--prefix', directory, '--save-exact', ...flags, ...quiet, ...packages];
  const child = spawn(npm, args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A terminal signals its whole foreground group. The caller decides through `signal`.
    detached: true,
  });
  const end = () => endGroup(child);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  const { exitCode, output } = await collect(child);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
  if (exitCode !== 0) throw installFailed(output.trim());
}

/** npm starts processes of its own, which are in its group. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended.
  }
}

function collect(child: ChildProcess): Promise<{ exitCode: number | null; output: string }> {
  let output = '';
  const add = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-OUTPUT_MAX_CHARACTERS);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return new Promise((done) => {
    child.once('error', (error) => done({ exitCode: null, output: error.message }));
    child.once('close', (exitCode) => done({ exitCode, output }));
  });
}

function installFailed(reason: string, cause?: unknown): AnalyticsEngineError {
  return new AnalyticsEngineError(
    'install_failed',
    `The analytics engine could not be installed: ${reason}`,
    { cause },
  );
}

/** What installers left that were killed. Those of other directories stay. */
async function removeAbandoned(directory: string): Promise<void> {
  const parent = dirname(directory);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(directory)}${UNFINISHED_MARK}`)) continue;
    const left = join(parent, name);
    const found = await stat(left).catch(() => undefined);
    const isOld = found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MS;
    if (isOld) await rm(left, { recursive: true, force: true }).catch(() => {});
  }
}
