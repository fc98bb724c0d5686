import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempDir } from '../test/harness.js';
import { boundServerLog, openServerLog, readServerLog } from './server-log.js';

const LIMIT_BYTES = 8 * 1024 * 1024;

test('a log that grew too big moves its end to another file, and its writer goes on at the start', async () => {
  const path = join(await makeTempDir(), 'server.log');
  const writer = await openServerLog(path);
  await writer.write(`first\n${'x'.repeat(LIMIT_BYTES)}last\n`);
  await boundServerLog(path);
  await writer.write('next\n');
  await writer.close();

  expect(await readFile(path, 'utf8')).toBe('next\n');
  const aside = await readFile(`${path}.1`, 'utf8');
  expect(aside).toHaveLength(LIMIT_BYTES);
  expect(aside.endsWith('xlast\n')).toBe(true);
});

test('a log within the limit stays as it is', async () => {
  const path = join(await makeTempDir(), 'server.log');
  await writeFile(path, 'line\n');
  await boundServerLog(path);
  expect(await readFile(path, 'utf8')).toBe('line\n');
});

test('an excerpt has the last lines after the mark, and all lines if the log was emptied since', async () => {
  const path = join(await makeTempDir(), 'server.log');
  await writeFile(path, 'one\ntwo\nthree\n');
  expect(await readServerLog(path, 'one\n'.length)).toBe('two\nthree');
  expect(await readServerLog(path, 1000)).toBe('one\ntwo\nthree');
});

test('a symbolic link in place of the log is not followed', async () => {
  const directory = await makeTempDir();
  await symlink('/etc/hostname', join(directory, 'server.log'));
  await expect(openServerLog(join(directory, 'server.log'))).rejects.toMatchObject({
    code: 'ELOOP',
  });
});
