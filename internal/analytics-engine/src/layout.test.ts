import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { engineSocketPath, layoutOf, prepareLayout } from './layout.js';

const LONG = 'a-long-name-'.repeat(10);

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'layout-test-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

test('the socket is beside the files if its name fits', () => {
  expect(engineSocketPath('/var/lib/unlatch/analytics')).toBe(
    '/var/lib/unlatch/analytics/engine.sock',
  );
});

test('otherwise it is in a private directory, another one for each data directory', async () => {
  const directory = join(await makeDirectory(), LONG);
  const socket = engineSocketPath(directory);
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(103);
  expect(engineSocketPath(`${directory}2`)).not.toBe(socket);

  await prepareLayout(layoutOf(directory));
  onTestFinished(() => rm(dirname(socket), { recursive: true }));
  expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
});

test('a directory for the socket that others may enter is refused', async () => {
  const directory = join(await makeDirectory(), LONG);
  const socketDirectory = dirname(engineSocketPath(directory));
  await mkdir(socketDirectory);
  onTestFinished(() => rm(socketDirectory, { recursive: true }));
  await chmod(socketDirectory, 0o755);
  await expect(prepareLayout(layoutOf(directory))).rejects.toMatchObject({
    code: 'directory_not_usable',
    message: expect.stringContaining(socketDirectory),
  });
});
