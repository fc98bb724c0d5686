import { createHash } from 'node:crypto';
import { Unkey } from '@unlatch/api';
import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { emptyFolder, projectFolder, run, writeFiles } from './app.js';
import { readPage } from './page.js';
import type { Toolchains } from './toolchains.js';

const page = readPage('docs/coming-from-unkey.md');
const folder = projectFolder('coming-from-unkey');
const service = inject('service');
const toolchains = inject('toolchains');
const settings = { UNLATCH_URL: service.url, UNLATCH_ROOT_KEY: service.rootKey };
const to = new Unkey({ serverURL: service.url, rootKey: service.rootKey });

beforeAll(async () => {
  await emptyFolder(folder);
  await writeFiles(folder, page.files);
});

describe('a program that changes its address', () => {
  let keys: SeededKeys;
  beforeAll(async () => {
    keys = await seedKeys(service);
  });

  const programs: readonly [string, string, keyof Toolchains | undefined][] = [
    ['in TypeScript', 'tsx verify.ts', undefined],
    ['in Python', 'python verify.py', 'python'],
    ['in Go', 'go run verify.go', 'go'],
    ['with curl', 'bash verify.sh', undefined],
  ];
  for (const [name, command, needs] of programs) {
    const toolchain = needs === undefined ? undefined : toolchains[needs];
    const isMissing = toolchain?.is === 'missing';
    const why = isMissing ? ` is left out, because ${toolchain.reason}` : '';
    test.skipIf(isMissing)(`${name} verifies keys${why}`, async () => {
      const own = toolchain?.is === 'there' ? toolchain.env : {};
      const env = { ...settings, ...own };
      expect(await run([`${command} '${keys.valid}'`], { folder, env })).toContain('VALID');
      expect(await run([`${command} '${keys.expired}'`], { folder, env })).toContain('EXPIRED');
    });
  }

  test('with @unkey/ratelimit limits', async () => {
    const printed = await run(['tsx limit.ts'], { folder, env: settings });
    expect(printed).toBe('welcome\n');
  });
});

describe('keys move from a service that speaks the same API', () => {
  let old: RunningService;
  let from: Unkey;
  let apiId: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    old = await startService({
      env: { MASTER_KEYS: `first:${Buffer.alloc(32, 7).toString('base64')}` },
    });
    from = new Unkey({ serverURL: old.url, rootKey: old.rootKey });
    apiId = (await from.apis.createApi({ name: 'Orders' })).data.apiId;
    const { data: api } = await to.apis.createApi({ name: 'From Unkey' });
    const { data: migration } = await to.migrations.createMigration({
      name: 'From Unkey',
      algorithm: 'sha256',
    });
    env = {
      ...settings,
      UNKEY_URL: old.url,
      UNKEY_ROOT_KEY: old.rootKey,
      UNKEY_API_ID: apiId,
      UNLATCH_API_ID: api.apiId,
      UNLATCH_MIGRATION_ID: migration.migrationId,
    };
    await from.apis.updateApi({ apiId, storesRecoverableKeys: true });
    await from.permissions.createRole({ name: 'reader', permissions: ['orders.read'] });
    await from.identities.createIdentity({
      externalId: 'customer_9',
      meta: { plan: 'pro' },
      ratelimits: [{ name: 'all', limit: 10, duration: 60_000, autoApply: true }],
    });
  });
  afterAll(() => old?.stop());

  const createKey = async (recoverable: boolean) => {
    const { data } = await from.keys.createKey({
      apiId,
      recoverable,
      name: 'Server',
      externalId: 'customer_9',
      meta: { region: 'eu' },
      roles: ['reader'],
      credits: { remaining: 50 },
      ratelimits: [{ name: 'burst', limit: 5, duration: 1_000, autoApply: false }],
    });
    return data.key;
  };

  const moved = {
    valid: true,
    name: 'Server',
    meta: { region: 'eu' },
    roles: ['reader'],
    permissions: ['orders.read'],
    identity: { externalId: 'customer_9' },
  };

  test('all at once, with roles, identities and limits, and a second run changes nothing', async () => {
    const keys = [await createKey(true), await createKey(true)];
    await createKey(false);
    const move = page.commands('Move the keys').filter((command) => command.includes('move.ts'));
    expect(await run(move, { folder, env })).toBe('2 moved, 0 there already\n1 not recoverable\n');
    for (const key of keys) {
      const { data } = await to.keys.verifyKey({ key, permissions: 'orders.read' });
      expect(data).toMatchObject({ ...moved, credits: 49, identity: { meta: { plan: 'pro' } } });
    }
    expect(await run(move, { folder, env })).toBe('0 moved, 2 there already\n1 not recoverable\n');
  });

  test('each when it is first used, and strangers stay strangers', async () => {
    const key = await createKey(false);
    const use = (value: string) => run([`tsx first-use.ts '${value}'`], { folder, env });
    expect(await use(key)).toBe('VALID\n');
    expect(await use(createHash('sha256').update(key).digest('hex'))).toBe('NOT_FOUND\n');
    const { data } = await to.keys.verifyKey({ key, permissions: 'orders.read' });
    expect(data).toMatchObject({ ...moved, credits: 48 });
  });
});
