import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Base64 } from '../../src/lib/crypto/sha256.js';
import { CLIENTS, type Client, type Server, startServer } from './clients.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(CLIENTS)('keys through $name', ({ connect }) => {
  let unkey: Client;
  let apiId: string;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    apiId = api.apiId;
  });

  it('are taken from creation to deletion', async () => {
    const { data: created } = await unkey.keys.createKey({
      apiId,
      prefix: 'prod',
      name: 'Reporting job',
      externalId: 'user_42',
      meta: { plan: 'pro' },
      permissions: ['docs.read'],
      credits: { remaining: 10 },
      ratelimits: [{ name: 'requests', limit: 5, duration: 60_000, autoApply: true }],
    });
    expect(created.key).toMatch(/^prod_/);

    const { data: verified } = await unkey.keys.verifyKey({
      key: created.key,
      permissions: 'docs.read OR admin',
      credits: { cost: 3 },
    });
    expect(verified).toMatchObject({
      valid: true,
      code: 'VALID',
      keyId: created.keyId,
      credits: 7,
      permissions: ['docs.read'],
      identity: { externalId: 'user_42' },
      meta: { plan: 'pro' },
      ratelimits: [{ name: 'requests', limit: 5, remaining: 4, exceeded: false }],
    });

    const { data: shown } = await unkey.keys.getKey({ keyId: created.keyId });
    const { data: self } = await unkey.keys.whoami({ key: created.key });
    expect(self).toEqual(shown);
    expect(shown).toMatchObject({ name: 'Reporting job', credits: { remaining: 7 } });

    await unkey.keys.deleteKey({ keyId: created.keyId });
    const { data: gone } = await unkey.keys.verifyKey({ key: created.key });
    expect(gone).toEqual({ valid: false, code: 'NOT_FOUND' });
  });

  it('are changed: set, cleared, left alone', async () => {
    const settings = { name: 'Old', meta: { plan: 'free' }, externalId: 'user_1' };
    const { data: created } = await unkey.keys.createKey({ apiId, ...settings });
    const { keyId } = created;
    const change = { name: null, expires: 4_102_444_800_000, enabled: false };
    const { data: updated } = await unkey.keys.updateKey({ keyId, ...change });
    expect(updated).toEqual({});
    const { data: shown } = await unkey.keys.getKey({ keyId });
    expect(shown).toMatchObject({
      enabled: false,
      meta: { plan: 'free' },
      expires: 4_102_444_800_000,
      identity: { externalId: 'user_1' },
    });
    expect(shown.name).toBeUndefined();
    const { data: verified } = await unkey.keys.verifyKey({ key: created.key });
    expect(verified).toMatchObject({ valid: false, code: 'DISABLED' });
  });

  it('have credits that can be set, added, taken and lifted', async () => {
    const refill = { interval: 'monthly' as const, amount: 100, refillDay: 15 };
    const { data: created } = await unkey.keys.createKey({
      apiId,
      credits: { remaining: 10, refill },
    });
    const { keyId } = created;
    const update = async (operation: 'set' | 'increment' | 'decrement', value?: number | null) => {
      const { data } = await unkey.keys.updateCredits({ keyId, operation, value });
      return data;
    };
    expect(await update('increment', 5)).toEqual({ remaining: 15, refill });
    expect(await update('decrement', 7)).toEqual({ remaining: 8, refill });
    expect(await update('set', 3)).toEqual({ remaining: 3, refill });
    const { data: verified } = await unkey.keys.verifyKey({ key: created.key });
    expect(verified).toMatchObject({ valid: true, credits: 2 });
    expect(await update('set', null)).toEqual({ remaining: null });
    const { data: unlimited } = await unkey.keys.verifyKey({ key: created.key });
    expect(unlimited.valid).toBe(true);
    expect(unlimited).not.toHaveProperty('credits');
  });

  it('are rerolled, at once or with some time left', async () => {
    const settings = { prefix: 'prod', name: 'Job', permissions: ['docs.read'] };
    const { data: first } = await unkey.keys.createKey({ apiId, ...settings });
    const { data: second } = await unkey.keys.rerollKey({ keyId: first.keyId, expiration: 60_000 });
    expect(second.keyId).not.toBe(first.keyId);
    expect(second.key).toMatch(/^prod_/);
    const { data: third } = await unkey.keys.rerollKey({ keyId: second.keyId, expiration: 0 });
    const codes = [];
    for (const { key } of [first, second, third]) {
      const { data } = await unkey.keys.verifyKey({ key, permissions: 'docs.read' });
      codes.push(data.code);
    }
    expect(codes).toEqual(['VALID', 'EXPIRED', 'VALID']);
  });

  it('are limited', async () => {
    const limit = { name: 'requests', limit: 1, duration: 60_000, autoApply: true };
    const { data: created } = await unkey.keys.createKey({ apiId, ratelimits: [limit] });
    const verify = async () => (await unkey.keys.verifyKey({ key: created.key })).data;
    expect(await verify()).toMatchObject({ valid: true, ratelimits: [{ remaining: 0 }] });
    const refused = await verify();
    expect(refused.code).toBe('RATE_LIMITED');
    expect(refused).toMatchObject({ ratelimits: [{ name: 'requests', exceeded: true }] });
  });
});

describe.each(CLIENTS)('keys of another system through $name', ({ connect }) => {
  it('are imported by hash', async () => {
    const { unkey, workspace } = await server.newClient(connect);
    const apiId = await workspace.newApi();
    const { body } = await workspace.call('migrations.createMigration', {
      name: 'Old table',
      algorithm: 'sha256',
    });
    const { migrationId } = body.data;
    const key = `old_${workspace.id}`;
    const hash = sha256Base64(key);
    const keys = [{ hash, externalId: 'user_42' }, { hash }];
    const { data } = await unkey.keys.migrateKeys({ migrationId, apiId, keys });
    expect(data).toMatchObject({ migrated: [{ hash }], failed: [hash] });
    const { data: verified } = await unkey.keys.verifyKey({ key });
    expect(verified).toMatchObject({ valid: true, identity: { externalId: 'user_42' } });
  });
});
