import { createHash } from 'node:crypto';
import { callOperation } from './service.js';

/** The service, and the things in it that are changed. */
export interface Place {
  readonly url: string;
  readonly rootKey: string;
  readonly apiId: string;
  readonly migrationId: string;
  readonly keyId: string;
  /** An API whose first page is as large as a page can be. */
  readonly largeApiId: string;
}

export const MANY_AT_ONCE = 200;
const SIDE_BY_SIDE = 16;
const IMPORTED_AT_ONCE = 10_000;
const PERMISSIONS = 1000;

/** Each is one large change, or very many small ones. */
export const CHANGES: Readonly<Record<string, (place: Place) => Promise<unknown>>> = {
  'import 10,000 keys': (place) => importKeys(place, `new_${process.hrtime.bigint()}`),
  'import 10,000 keys again': (place) => importKeys(place, 'again'),
  'import 100,000 names, refused': importNames,
  'create and revoke keys': makeAndRevokeMany,
  'set 1,000 permissions of a key': setPermissions,
  'read a page of 1 MiB': (place) =>
    callOperation(place, 'apis.listKeys', { apiId: place.largeApiId, limit: 100 }),
};

/** Keys as a product has them. */
async function importKeys(place: Place, series: string): Promise<void> {
  const { apiId, migrationId } = place;
  const keys = Array.from({ length: IMPORTED_AT_ONCE }, (_, index) => ({
    hash: createHash('sha256').update(`${series}_${index}`).digest('base64'),
    name: `Key ${index}`,
    externalId: `user_${series}_${index}`,
    permissions: [`docs.read.${index % 50}`],
    roles: [`role_${index % 7}`],
    ratelimits: [{ name: 'requests', limit: 100, duration: 60_000, autoApply: true }],
  }));
  await callOperation(place, 'keys.migrateKeys', { migrationId, apiId, keys });
}

/** One key with an object of very many names, which no import may have. */
async function importNames(place: Place): Promise<void> {
  const { apiId, migrationId } = place;
  const names = Array.from({ length: 100_000 }, (_, index) => [`n${index.toString(36)}`, 0]);
  const keys = [{ hash: 'abc', meta: Object.fromEntries(names) }];
  const isRefused = await callOperation(place, 'keys.migrateKeys', {
    migrationId,
    apiId,
    keys,
  }).then(
    () => false,
    () => true,
  );
  if (!isRefused) throw new Error('a key with 100,000 names was imported');
}

async function makeAndRevokeMany(place: Place): Promise<void> {
  let made = 0;
  const worker = async () => {
    while (made < MANY_AT_ONCE) {
      made += 1;
      const { keyId } = await callOperation(place, 'keys.createKey', { apiId: place.apiId });
      await callOperation(place, 'keys.deleteKey', { keyId });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

let shift = 0;

/** Half of them are others each time. */
async function setPermissions(place: Place): Promise<void> {
  shift = PERMISSIONS / 2 - shift;
  const permissions = Array.from({ length: PERMISSIONS }, (_, index) => `set.p${index + shift}`);
  await callOperation(place, 'keys.setPermissions', { keyId: place.keyId, permissions });
}
