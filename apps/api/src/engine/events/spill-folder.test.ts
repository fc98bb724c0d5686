import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { isAbandoned } from './abandoned-folders.js';
import { EventBatch } from './event-batch.js';
import { readProcessScope } from './process-scope.js';
import { SpillFolder } from './spill-folder.js';
import { readUnwritten } from './unwritten-journal.js';

const FILE = 'verifications-000000001-0123abcd.jsonl';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'unlatch-test-spill-'));
  return () => rm(dir, { recursive: true, force: true });
});

async function open(): Promise<SpillFolder> {
  const spill = await SpillFolder.open({ dir, bytesMax: 1e6 });
  onTestFinished(() => spill.journal.close());
  return spill;
}

/** A folder of another process, whose journal was written this long ago. */
async function leave(name: string, { files = [FILE], journalAgeMs = 0 as number | 'none' }) {
  const folder = path.join(dir, `${name}.0123abcd`);
  await mkdir(folder);
  for (const file of files) await writeFile(path.join(folder, file), '[{"timeMs":1}]');
  if (journalAgeMs === 'none') return folder;
  const journal = path.join(folder, 'unwritten');
  await writeFile(journal, '1 5 0\n');
  const time = ((await stat(journal)).mtimeMs - journalAgeMs) / 1000;
  await utimes(journal, time, time);
  return folder;
}

async function endedProcess(): Promise<number | undefined> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid;
}

describe('the folder of a process', () => {
  it.each([
    ['of the same host name and process id, as of another container', () => hostname()],
    ['on another machine', () => 'elsewhere'],
  ])('%s is left alone while that process is alive', async (_, scope) => {
    const folder = await leave(`${scope()}.${process.pid}`, { journalAgeMs: 50_000 });
    expect((await open()).leftovers).toEqual({ unwritten: 0, files: 0 });
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('that was killed beside this one is taken over at once', async () => {
    await leave(`${await readProcessScope()}.${await endedProcess()}`, {});
    expect((await open()).leftovers).toEqual({ unwritten: 5, files: 1 });
  });

  it('that ended in order is taken over at once, on whatever machine it ran', async () => {
    const folder = await leave('elsewhere.1', { journalAgeMs: 'none' });
    expect((await open()).leftovers).toEqual({ unwritten: 0, files: 1 });
    expect(await readdir(dir)).not.toContain(path.basename(folder));
  });

  it('that starts at this moment is left alone', async () => {
    const folder = await leave('elsewhere.1', { files: [], journalAgeMs: 'none' });
    await open();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is found after the start as well', async () => {
    const spill = await open();
    await leave('elsewhere.1', { journalAgeMs: 90_000 });
    await spill.adopt();
    expect(spill.leftovers).toEqual({ unwritten: 5, files: 1 });
    const file = spill.oldest('verifications');
    expect(file && (await spill.read(file))).toBe('[{"timeMs":1}]');
  });

  it('that another process has just removed causes no error', async () => {
    await open();
    const [own = ''] = await readdir(dir);
    expect(await isAbandoned(path.join(dir, 'elsewhere.1.0123abcd'), path.join(dir, own))).toBe(
      false,
    );
  });

  it('keeps files of an unknown kind', async () => {
    const folder = await leave('elsewhere.1', { files: ['notes.txt'], journalAgeMs: 90_000 });
    expect((await open()).leftovers).toEqual({ unwritten: 5, files: 0 });
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });
});

describe('a process whose folder was taken over although it is alive', () => {
  const batch = EventBatch.of([{ json: '{"timeMs":2}', timeMs: 2 }]);

  it('makes its folder anew, with its journal', async () => {
    const spill = await open();
    const [own = ''] = await readdir(dir);
    spill.journal.add();
    await rm(path.join(dir, own), { recursive: true });
    expect(await Promise.all([spill.append('a', batch), spill.append('b', batch)])).toEqual([
      true,
      true,
    ]);
    expect(await readdir(path.join(dir, own))).toHaveLength(3);
    const journal = await readFile(path.join(dir, own, 'unwritten'), 'utf8');
    expect(readUnwritten(journal)).toBeGreaterThanOrEqual(1);
  });

  it('leaves the files that were taken to the other process', async () => {
    const spill = await open();
    await spill.append('a', batch);
    const [own = ''] = await readdir(dir);
    await rm(path.join(dir, own), { recursive: true });
    const file = spill.oldest('a');
    if (file === undefined) throw new Error('a file was expected');
    expect(await spill.read(file)).toBe('');
    await spill.remove('a', file);
    expect(spill.bytes).toBe(0);
  });
});
