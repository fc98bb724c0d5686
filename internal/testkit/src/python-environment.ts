import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from './workspace-root.js';

const execute = promisify(execFile);
const INSTALL_LIMIT_MS = 300_000;

/**
 * A virtual environment with exactly these packages: the path of its `python`. It is made once for
 * each version of the file and of Python, and kept below `node_modules`. The file names a hash for
 * each package, so nothing else is ever installed.
 */
export async function makePythonEnvironment(requirementsFile: string): Promise<string> {
  const { stdout: version } = await execute('python3', ['--version']);
  const requirements = await readFile(requirementsFile);
  const digest = createHash('sha256').update(version).update(requirements).digest('hex');
  const folder = join(workspaceRoot(), 'node_modules', '.cache', 'unlatch-python');
  const environment = join(folder, digest.slice(0, 16));
  if (!existsSync(environment)) await build(environment, requirementsFile);
  return join(environment, 'bin', 'python');
}

/** A name appears only when everything below it is there, also if two test runs build at once. */
async function build(environment: string, requirementsFile: string): Promise<void> {
  const unfinished = `${environment}.${process.pid}`;
  try {
    await execute('python3', ['-m', 'venv', unfinished]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    const exact = ['--require-hashes', '--no-deps', '--only-binary', ':all:'];
    await execute(
      join(unfinished, 'bin', 'python'),
      [...install, ...exact, '--requirement', requirementsFile],
      { timeout: INSTALL_LIMIT_MS },
    );
    await rename(unfinished, environment);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(environment)) throw error;
  }
}
