import { describe, expect, it } from 'vitest';
import { newMasterKey } from '../master-key.js';
import { call, failedStart, freshDataDir, newApi, openEmbedded, start } from './harness.js';
import { runCommand } from './run-command.js';

type Service = Awaited<ReturnType<typeof start>>;

async function newRecoverableKey(service: Service) {
  const apiId = await newApi(service);
  await call(service, 'apis.updateApi', { apiId, storesRecoverableKeys: true });
  const { data } = await call(service, 'keys.createKey', { apiId, recoverable: true });
  return data as { keyId: string; key: string };
}

async function show(service: Service, keyId: string): Promise<string | undefined> {
  return (await call(service, 'keys.getKey', { keyId, decrypt: true })).data.plaintext;
}

const ROOT_KEY = { UNLATCH_ROOT_KEY: 'unkey_of_the_master_key_tests' };

describe('unlatch rotate-master-key', { timeout: 60_000 }, () => {
  it('rotates beside the running service, after which the old master key can go', async () => {
    const dataDir = await freshDataDir();
    const [older, newer] = [newMasterKey('older'), newMasterKey('newer')];
    const env = { DATA_DIR: dataDir, ...ROOT_KEY };
    const first = await start({ ...env, MASTER_KEYS: older });
    const { keyId, key } = await newRecoverableKey(first);
    await first.stop();
    expect(await failedStart({ ...env, MASTER_KEYS: newer })).toMatch(
      /Unlatch did not start\. .* master key "older", which MASTER_KEYS lacks\./,
    );

    const both = { ...env, MASTER_KEYS: `${newer},${older}` };
    const second = await start(both);
    const rotated = await runCommand(['rotate-master-key'], both);
    expect(rotated.stdout).toBe(
      'Data keys rewrapped with the master key "newer": 1.\n' +
        'Once every process runs with "newer" first, MASTER_KEYS no longer needs "older".\n',
    );
    expect(rotated.exitCode).toBe(0);
    expect(await show(second, keyId)).toBe(key);
    await second.stop();

    const again = await runCommand(['rotate-master-key'], { ...env, MASTER_KEYS: newer });
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/"newer": 0\.\n$/) });
    const third = await start({ ...env, MASTER_KEYS: newer });
    expect(await show(third, keyId)).toBe(key);
  });

  it('says what is missing, and what commands there are', async () => {
    const without = await runCommand(['rotate-master-key'], {});
    expect(without.exitCode).toBe(1);
    expect(without.stderr).toMatch(/^\nThe master key was not rotated\. Set MASTER_KEYS: /);
    const mistyped = await runCommand(['rotate'], {});
    expect(mistyped.exitCode).toBe(2);
    expect(mistyped.stderr).toContain('unlatch rotate-master-key');
  });
});

describe('the log', { timeout: 60_000 }, () => {
  it('names a copy that does not open, and never shows a key or a master key', async () => {
    const masterKey = newMasterKey('only');
    const dataDir = await freshDataDir();
    const env = { DATA_DIR: dataDir, LOG_LEVEL: 'trace', ...ROOT_KEY };
    const service = await start({ ...env, MASTER_KEYS: masterKey });
    const { keyId, key } = await newRecoverableKey(service);
    expect(await show(service, keyId)).toBe(key);
    const database = await openEmbedded(dataDir);
    await database.query('update encrypted_keys set ciphertext = $1', [Buffer.alloc(60)]);
    await database.end();
    expect(await show(service, keyId)).toBeUndefined();
    const line = await service.line(/"event":"key_unreadable"/);
    expect(JSON.parse(line)).toMatchObject({ level: 50, keyId, workspaceId: expect.any(String) });
    for (const secret of [key, masterKey, masterKey.slice('only:'.length)]) {
      expect(service.output()).not.toContain(secret);
    }
  });

  it('of a refused start repeats nothing of MASTER_KEYS', async () => {
    const [secret = ''] = newMasterKey('a').split(':').slice(1);
    const output = await failedStart({ MASTER_KEYS: `${secret},a:${secret.slice(4)}` });
    expect(output).toContain('MASTER_KEYS entry 1 must have the form id:key');
    expect(output).toContain('MASTER_KEYS entry 2 must have 32 bytes in base64 after its id');
    expect(output).not.toContain(secret.slice(4, 40));
  });
});
