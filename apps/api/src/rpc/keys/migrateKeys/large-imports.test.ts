import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';

/** More than one statement takes, and their body is parsed in parts. */
const KEYS = 700;
/** The last ones repeat the hashes of the first. */
const DIFFERENT = 650;
const SMALL = 100;

let harness: Harness;
let workspace: Workspace;
let ids: { apiId: string; migrationId: string };
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  const { body } = await workspace.call('migrations.createMigration', {
    name: 'Old system',
    algorithm: 'sha256',
  });
  ids = { apiId, migrationId: body.data.migrationId };
});
afterAll(() => harness.stop());

interface Answer {
  readonly migrated: readonly { readonly hash: string; readonly keyId: string }[];
  readonly failed: readonly string[];
}

function itemsOf(series: string) {
  return Array.from({ length: KEYS }, (_, index) => ({
    hash: sha256Base64(`${series} ${index % DIFFERENT}`),
    name: `Name ${index}`,
    externalId: `user_${index % 300}`,
    permissions: [`p.${index % 290}`, `q.${index % 3}`],
    roles: [`role ${index % 270}`],
    ratelimits: [{ name: 'requests', limit: 1, duration: 1000, autoApply: true }],
    meta: { index, text: 'x'.repeat(100) },
  }));
}

async function migrate(keys: readonly object[], headers = {}): Promise<Answer> {
  const { status, body } = await workspace.call('keys.migrateKeys', { ...ids, keys }, { headers });
  expect(status).toBe(200);
  return body.data;
}

async function shown({ keyId }: { keyId: string }) {
  const { body } = await workspace.call('keys.getKey', { keyId });
  const { keyId: _, createdAt: __, ratelimits, ...key } = body.data;
  const names = ratelimits.map(({ name }: { name: string }) => name);
  return { ...key, limits: names };
}

it('keys.migrateKeys imports a large body as it imports small ones', async () => {
  const items = itemsOf('small');
  const small: Answer[] = [];
  for (let start = 0; start < items.length; start += SMALL) {
    small.push(await migrate(items.slice(start, start + SMALL)));
  }
  const large = await migrate(itemsOf('large'));
  const placesIn = (series: string, hashes: readonly string[]) => {
    const all = itemsOf(series).map(({ hash }) => hash);
    return hashes.map((hash) => all.indexOf(hash));
  };
  const failedOfSmall = small.flatMap(({ failed }) => failed);
  expect(placesIn('large', large.failed)).toEqual(placesIn('small', failedOfSmall));
  const migratedOfSmall = small.flatMap(({ migrated }) => migrated);
  expect(large.migrated).toHaveLength(DIFFERENT);
  expect(migratedOfSmall).toHaveLength(DIFFERENT);
  for (const index of [0, 249, 250, 499, 500, DIFFERENT - 1]) {
    const [one, other] = [large.migrated[index], migratedOfSmall[index]];
    if (one === undefined || other === undefined) throw new Error('a key is missing');
    expect(await shown(one)).toEqual(await shown(other));
  }
});

it('a large body is imported once under an Idempotency-Key, and its repetition gets the same answer', async () => {
  const headers = { 'idempotency-key': 'large' };
  const first = await migrate(itemsOf('repeated'), headers);
  expect(first.migrated).toHaveLength(DIFFERENT);
  expect(await migrate(itemsOf('repeated'), headers)).toEqual(first);
  const other = [...itemsOf('repeated').slice(0, -1), { hash: sha256Base64('another') }];
  const { status } = await workspace.call('keys.migrateKeys', { ...ids, keys: other }, { headers });
  expect(status).toBe(409);
});
