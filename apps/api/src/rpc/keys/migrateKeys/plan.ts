import type { Static } from '@sinclair/typebox';
import type { migrateKeys as definition } from '@unlatch/contract/operations/keys/migrateKeys';
import { refuseSeconds } from '../../../domain/expiry.js';
import { invalidInput } from '../../../domain/problems.js';
import { type NewKeySettings, planNewKeySettings } from '../../shared/new-key.js';

type Request = Static<typeof definition.request>;

/** Each link becomes a row and an audit event or two, and all of them are in one transaction. */
const LINKS_MAX = 100_000;

export interface ImportPlan extends NewKeySettings {
  readonly hash: string;
}

/** One plan for each hash. Throws the problems that the schema cannot express. */
export function planImport(keys: Request['keys'], nowMs: number): ImportPlan[] {
  const byHash = new Map<string, ImportPlan>();
  let links = 0;
  for (const [index, key] of keys.entries()) {
    const location = `body.keys[${index}]`;
    refuseSeconds(key.expires, `${location}.expires`);
    const plan = { ...planNewKeySettings(key, { location, nowMs }), hash: key.hash };
    links += plan.permissions.length + plan.roles.length + plan.rateLimits.length;
    if (!byHash.has(key.hash)) byHash.set(key.hash, plan);
  }
  if (links <= LINKS_MAX) return [...byHash.values()];
  throw invalidInput(
    'body.keys',
    `must have at most ${LINKS_MAX} permissions, roles and rate limits together, but has ${links}`,
    'Import fewer keys at once.',
  );
}

/** The result for each item. Of several with one hash, the first that was inserted counts. */
export function presentImport(
  keys: Request['keys'],
  keyIdsByHash: ReadonlyMap<string, string>,
): Static<typeof definition.data> {
  const unclaimed = new Map(keyIdsByHash);
  const migrated: Static<typeof definition.data>['migrated'] = [];
  const failed: string[] = [];
  for (const { hash } of keys) {
    const keyId = unclaimed.get(hash);
    if (keyId === undefined) failed.push(hash);
    else migrated.push({ hash, keyId });
    unclaimed.delete(hash);
  }
  return { migrated, failed };
}
