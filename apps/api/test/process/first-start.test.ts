import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
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
  await second.line(/The root key is the one of the first start/);
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
  await service.line(/The root key is the one in UNLATCH_ROOT_KEY/);
  expect((await call(service, 'apis.createApi', { name: 'Weather' })).status).toBe(200);
  expect(service.output()).not.toContain(rootKey);
  expect(await filesWith(rootKey, dataDir)).toEqual([]);
}, 60_000);

it('warns of a root key that is not one of the database, once with workers too', async () => {
  const first = await start({}, inject('adminUrl'));
  const { databaseUrl = '', rootKey } = first;
  await first.kill();
  const same = { DATABASE_URL: databaseUrl, ALLOW_LOCAL_COUNTERS: 'true' };
  for (const workers of ['1', '2']) {
    const env = { ...same, WORKERS: workers };
    const wrong = await start({ ...env, UNLATCH_ROOT_KEY: 'not-the-one-of-the-database' });
    await wrong.line(/^UNLATCH_ROOT_KEY is ignored: it is no root key of this database/);
    expect(wrong.stderr().match(/"level":40,.*"event":"root_key_ignored"/g)).toHaveLength(1);
    expect(wrong.output()).not.toContain('not-the-one');
    await wrong.kill();
  }
  const right = await start({ ...same, UNLATCH_ROOT_KEY: rootKey });
  await right.line(/^UNLATCH_ROOT_KEY is a root key of this database/);
  expect(right.stderr()).not.toContain('root_key_ignored');
}, 60_000);

async function filesWith(text: string, directory: string): Promise<string[]> {
  // Exit code 1 means that nothing was found. A file may be removed during the search.
  const found = await run('grep', ['-r', '-l', '-s', '-F', '-e', text, directory]).catch(
    ({ stdout }: { stdout: string }) => ({ stdout }),
  );
  return found.stdout.split('\n').filter((line) => line !== '');
}
