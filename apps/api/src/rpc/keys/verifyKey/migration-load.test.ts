import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { sha256Base64, sha256Hex } from '../../../lib/crypto/sha256.js';

const PREFIXED = 'github.com/seamapi/prefixed-api-key';

let harness: Harness;
beforeAll(async () => {
  // One connection for checks, and one for everything else.
  harness = await startHarness({ DATABASE_POOL_MAX: '2' });
});
afterAll(() => harness.stop());

/** A workspace with a migration that this process knows from one verification. */
async function setUp() {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  const newMigration = async (algorithm = PREFIXED): Promise<string> => {
    const request = { name: 'Old system', algorithm };
    const { body } = await workspace.call('migrations.createMigration', request);
    return body.data.migrationId;
  };
  const migrationId = await newMigration();
  const longToken = `long${workspace.id.slice(3)}`;
  const verify = async (key: string, id = migrationId) => {
    const { status, body } = await workspace.call('keys.verifyKey', { key, migrationId: id });
    return `${status} ${body.data?.code}`;
  };
  const migrate = async (hash: string, id = migrationId) => {
    const request = { migrationId: id, apiId, keys: [{ hash }] };
    const heard = untilHeard(hash);
    const { body } = await workspace.call('keys.migrateKeys', request);
    await heard;
    return body.data.migrated[0]?.keyId as string;
  };
  return { workspace, newMigration, migrate, verify, longToken };
}

/**
 * Resolves when the change feed has reported a change of the key, so that no later report makes a
 * cache forget it.
 */
function untilHeard(hash: string): Promise<void> {
  const { caches } = harness.deps;
  const { apply } = caches;
  let times = 0;
  return new Promise((resolve) => {
    caches.apply = (change) => {
      apply(change);
      if (change.kind === 'key' && change.hash === hash) times += 1;
      if (times < 2) return;
      caches.apply = apply;
      resolve();
    };
  });
}

/** Runs the work while no connection for other statements than checks is free. */
async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  return harness.deps.db.connection().execute(work);
}

describe('keys.verifyKey with a migration leaves the connections of changes alone', () => {
  it('for keys that do not exist, whatever their form', async () => {
    const { verify } = await setUp();
    const answers = await whileBusy(() =>
      Promise.all([verify('a_b_guess'), verify('malformed'), verify('a_b_guess', 'mig_madeup')]),
    );
    expect(answers).toEqual(['200 NOT_FOUND', '400 undefined', '200 NOT_FOUND']);
  });

  it('for a key of another migration', async () => {
    const { newMigration, migrate, verify, longToken } = await setUp();
    await migrate(sha256Hex(longToken));
    const other = await newMigration();
    expect(await whileBusy(() => verify(`a_b_${longToken}`, other))).toBe('200 VALID');
  });

  it('for a key whose own hash is taken, once this process knows that', async () => {
    const { workspace, newMigration, migrate, verify, longToken } = await setUp();
    const key = `a_b_${longToken}`;
    const byOwnHash = await newMigration('sha256');
    await workspace.call('keys.deleteKey', { keyId: await migrate(sha256Base64(key), byOwnHash) });
    await migrate(sha256Hex(longToken));
    expect(await verify(key)).toBe('200 VALID');
    expect(await whileBusy(() => verify(key))).toBe('200 VALID');
  });
});

describe('keys.verifyKey with a migration', () => {
  it.each(['a_b_guess', 'malformed'])('remembers that the key %s does not exist', async (key) => {
    const { verify } = await setUp();
    const first = await verify(key);
    const { keys, keyMigrations } = harness.deps.caches;
    const before = [keys.stats.misses, keyMigrations.stats.misses];
    expect(await verify(key)).toBe(first);
    expect([keys.stats.misses, keyMigrations.stats.misses]).toEqual(before);
  });

  it('looks up a missing key once for all requests at the same time', async () => {
    const { verify } = await setUp();
    const { stats } = harness.deps.caches.keys;
    const before = stats.fills;
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify('a_b_guess')));
    expect(new Set(answers)).toEqual(new Set(['200 NOT_FOUND']));
    // One look-up by its own hash, one by that of its long token, and again one by its own, which
    // may be new.
    expect(stats.fills - before).toBeLessThanOrEqual(3);
  });

  it('tries again to give a key its own hash after an attempt that failed', async () => {
    const { workspace, migrate, verify, longToken } = await setUp();
    const key = `a_b_${longToken}`;
    await migrate(sha256Hex(longToken));
    // The attempt runs into the timeout of its statement, not into that of waiting for a
    // connection.
    const refused = await whileBusy(() => verify(key));
    expect(refused).toBe('503 undefined');
    expect(await verify(key)).toBe('200 VALID');
    const { body } = await workspace.call('keys.verifyKey', { key });
    expect(body.data.code).toBe('VALID');
  });
});
