import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { call, freshDataDir, start } from './harness.js';

const run = promisify(execFile);

/** The last line that is printed at the first start. */
const BANNER_END = /^unlatch keys\.verifyKey/;

it('prints commands that create and verify a key when they are pasted into a shell', async () => {
  const service = await start({ DATA_DIR: await freshDataDir(), UNLATCH_ROOT_KEY: '' });
  await service.line(BANNER_END);
  const commands = service.stdout().slice(service.stdout().indexOf('export UNLATCH_URL='));
  const { stdout, stderr } = await run('bash', ['-c', commands]);
  expect(stderr).toBe('');
  const answer = JSON.parse(stdout);
  expect(answer.data).toMatchObject({ valid: true, code: 'VALID', enabled: true });
}, 60_000);

it('shows the root key only at the first start, and stores it nowhere', async () => {
  const dataDir = await freshDataDir();
  const env = { DATA_DIR: dataDir, UNLATCH_ROOT_KEY: '', LOG_LEVEL: 'trace' };
  const first = await start(env);
  await first.line(BANNER_END);
  const rootKey = /^ {2}(unkey_\w+)$/m.exec(first.stdout())?.[1] ?? '';
  const secret = rootKey.slice('unkey_'.length);
  expect(secret).toMatch(/^\w{20,22}$/);
  expect((await call({ ...first, rootKey }, 'apis.createApi', { name: 'Weather' })).status).toBe(
    200,
  );
  expect(first.stderr()).not.toContain(secret);
  expect(await filesWith(secret, dataDir)).toEqual([]);
  await first.stop();
  expect(await filesWith(secret, dataDir)).toEqual([]);

  const second = await start(env);
  await second.line(/The root key was shown when it was made/);
  expect(second.output()).not.toContain(secret);
  expect((await call({ ...second, rootKey }, 'apis.createApi', { name: 'Weather' })).status).toBe(
    200,
  );
  expect(await filesWith(secret, dataDir)).toEqual([]);
}, 60_000);

it('does not show a root key that the operator chose', async () => {
  const rootKey = 'chosen-by-the-operator';
  const dataDir = await freshDataDir();
  const service = await start({ DATA_DIR: dataDir, UNLATCH_ROOT_KEY: rootKey, LOG_LEVEL: 'trace' });
  await service.line(/The root key was shown when it was made/);
  expect((await call(service, 'apis.createApi', { name: 'Weather' })).status).toBe(200);
  expect(service.output()).not.toContain(rootKey);
  expect(await filesWith(rootKey, dataDir)).toEqual([]);
}, 60_000);

async function filesWith(text: string, directory: string): Promise<string[]> {
  // Exit code 1 means that nothing was found. A file may be removed during the search.
  const found = await run('grep', ['-r', '-l', '-s', '-F', '-e', text, directory]).catch(
    ({ stdout }: { stdout: string }) => ({ stdout }),
  );
  return found.stdout.split('\n').filter((line) => line !== '');
}
