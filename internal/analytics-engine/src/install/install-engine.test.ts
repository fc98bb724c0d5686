import { chmod, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findEngine } from './find-engine.js';
import { installEngine } from './install-engine.js';
import { CHDB_VERSION, LIBRARY_VERSION, libraryPackage } from './pin.js';

const library = libraryPackage();

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'install-engine-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A program in place of npm, which notes each of its runs in the file `runs`. */
async function makeNpm(base: string, script: string): Promise<string> {
  const npm = join(base, 'npm');
  await writeFile(npm, `#!/bin/sh\necho "$@" >> ${join(base, 'runs')}\n${script}\n`);
  await chmod(npm, 0o755);
  return npm;
}

async function runsOf(base: string): Promise<string[]> {
  const text = await readFile(join(base, 'runs'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

/** What npm leaves; it runs in the folder that it fills. */
function fill(version = CHDB_VERSION): string {
  return `
    mkdir -p node_modules/chdb node_modules/${library}
    echo '{"version":"${version}"}' > node_modules/chdb/package.json
    echo '{"version":"${LIBRARY_VERSION}"}' > node_modules/${library}/package.json`;
}

describe.skipIf(library === undefined)('an installation', () => {
  test('has exact versions, runs no scripts, and is there as a whole', async () => {
    const base = await makeDirectory();
    const directory = join(base, 'engine');
    const steps: string[] = [];
    const npm = await makeNpm(base, fill());
    const found = await installEngine({ directory, npm, onProgress: (step) => steps.push(step) });
    expect(found).toEqual({ available: true, moduleDirectory: directory, version: CHDB_VERSION });
    expect(steps).toEqual(['downloading', 'installed']);
    const [run] = await runsOf(base);
    expect(run).toContain('--ignore-scripts');
    expect(run).toContain(`chdb@${CHDB_VERSION} ${library}@${LIBRARY_VERSION}`);
    expect((await readdir(base)).sort()).toEqual(['engine', 'npm', 'runs']);
  });

  test('that is there is not made again', async () => {
    const base = await makeDirectory();
    const options = { directory: join(base, 'engine'), npm: await makeNpm(base, fill()) };
    await installEngine(options);
    await installEngine(options);
    expect(await runsOf(base)).toHaveLength(1);
  });

  test('of another version is replaced', async () => {
    const base = await makeDirectory();
    const directory = join(base, 'engine');
    await installEngine({ directory, npm: await makeNpm(base, fill()) });
    await writeFile(join(directory, 'node_modules/chdb/package.json'), '{"version":"0.0.1"}');
    expect(await findEngine(directory)).toMatchObject({ reason: 'other_version' });
    expect(await installEngine({ directory, npm: join(base, 'npm') })).toMatchObject({
      available: true,
    });
  });

  test('is made once by several processes at once', async () => {
    const base = await makeDirectory();
    const options = {
      directory: join(base, 'engine'),
      npm: await makeNpm(base, `sleep 0.3\n${fill()}`),
    };
    const found = await Promise.all([installEngine(options), installEngine(options)]);
    expect(found).toEqual([found[0], found[0]]);
    expect(await runsOf(base)).toHaveLength(1);
  });

  test('does not wait for an installer that died', async () => {
    const base = await makeDirectory();
    const directory = join(base, 'engine');
    await writeFile(`${directory}.lock`, '1\n');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(`${directory}.lock`, longAgo, longAgo);
    const npm = await makeNpm(base, fill());
    expect(await installEngine({ directory, npm })).toMatchObject({ available: true });
  });
});

describe.skipIf(library === undefined)('a failed installation leaves nothing, and tells', () => {
  test.each([
    ['what npm said', 'echo "npm error code ENOTFOUND" >&2; exit 1', 'npm error code ENOTFOUND'],
    ['that the registry lacks a package', 'mkdir node_modules', 'The registry may not have it'],
    [
      'that the registry has another package of this version',
      `${fill()}
      echo '{"packages":{"node_modules/chdb":{"integrity":"sha512-other"}}}' > node_modules/.package-lock.json`,
      'another chdb',
    ],
    ['that the version is another', fill('0.0.1'), 'needs'],
  ])('%s', async (_what, script, message) => {
    const base = await makeDirectory();
    const npm = await makeNpm(base, script);
    await expect(installEngine({ directory: join(base, 'engine'), npm })).rejects.toMatchObject({
      code: 'install_failed',
      message: expect.stringContaining(message),
    });
    expect((await readdir(base)).sort()).toEqual(['npm', 'runs']);
  });

  test('that there is no npm', async () => {
    const base = await makeDirectory();
    const options = { directory: join(base, 'engine'), npm: join(base, 'nothing') };
    await expect(installEngine(options)).rejects.toMatchObject({ code: 'install_failed' });
    expect(await readdir(base)).toEqual([]);
  });

  test('nothing after it was cancelled, and npm is stopped', async () => {
    const base = await makeDirectory();
    const npm = await makeNpm(base, 'echo $$ > ../pid; sleep 600');
    const cancelled = new AbortController();
    const installing = installEngine({
      directory: join(base, 'engine'),
      npm,
      signal: cancelled.signal,
    });
    const outcome = expect(installing).rejects.toThrow('stop');
    const pid = await vi.waitFor(async () => {
      const number = Number(await readFile(join(base, 'pid'), 'utf8'));
      expect(number).toBeGreaterThan(0);
      return number;
    });
    cancelled.abort(new Error('stop'));
    await outcome;
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow());
    expect((await readdir(base)).sort()).toEqual(['npm', 'pid', 'runs']);
  });
});
