import type { Static } from '@sinclair/typebox';
import type { migrateKeys as definition } from '@unlatch/contract/operations/keys/migrateKeys';
import { refuseSeconds } from '../../../domain/expiry.js';
import { type HashAlgorithm, readImportedHash } from '../../../domain/key-format/imported-hash.js';
import { invalidInput } from '../../../domain/problems.js';
import { Pace } from '../../../lib/next-turn.js';
import { type NewKeySettings, planNewKeySettings } from '../../shared/new-key.js';

type Request = Static<typeof definition.request>;
type Answer = Static<typeof definition.data>;

/** Each link becomes a row and an audit event or two, and all of them are in one transaction. */
const LINKS_MAX = 100_000;

export interface ImportPlan extends NewKeySettings {
  readonly hash: string;
}

export interface PlannedImport {
  /** For each item, the hash in the form in which keys are looked up, if it is one. */
  readonly hashes: readonly (string | undefined)[];
  /** One for each hash. */
  readonly plans: readonly ImportPlan[];
}

/** Throws the problems that the schema cannot express. */
export async function planImport(
  keys: Request['keys'],
  { algorithm, nowMs }: { algorithm: HashAlgorithm; nowMs: number },
  pace = new Pace(),
): Promise<PlannedImport> {
  const byHash = new Map<string, ImportPlan>();
  const hashes: (string | undefined)[] = [];
  let links = 0;
  for (const [index, key] of keys.entries()) {
    const location = `body.keys[${index}]`;
    refuseSeconds(key.expires, `${location}.expires`);
    const settings = planNewKeySettings(key, { location, nowMs });
    links += settings.permissions.length + settings.roles.length + settings.rateLimits.length;
    const hash = readImportedHash(key.hash, algorithm);
    hashes.push(hash);
    if (hash !== undefined && !byHash.has(hash)) byHash.set(hash, { ...settings, hash });
    if (pace.isDue()) await pace.rest();
  }
  if (links <= LINKS_MAX) return { hashes, plans: [...byHash.values()] };
  throw invalidInput(
    'body.keys',
    `must have at most ${LINKS_MAX} permissions, roles and rate limits together, but has ${links}`,
    'Import fewer keys at once.',
  );
}

/** The result for each item. Of several with one hash, the first that was inserted counts. */
export async function presentImport(
  keys: Request['keys'],
  hashes: PlannedImport['hashes'],
  keyIdsByHash: ReadonlyMap<string, string>,
  pace = new Pace(),
): Promise<Answer> {
  const unclaimed = new Map(keyIdsByHash);
  const migrated: Answer['migrated'] = [];
  const failures: Answer['failures'] = [];
  const failed: Answer['failed'] = [];
  for (const [index, { hash }] of keys.entries()) {
    const known = hashes[index];
    const keyId = unclaimed.get(known ?? '');
    if (keyId !== undefined) {
      migrated.push({ hash, keyId });
    } else {
      failed.push(hash);
      failures.push({ hash, reason: known === undefined ? 'not_a_hash' : 'already_exists' });
    }
    unclaimed.delete(known ?? '');
    if (pace.isDue()) await pace.rest();
  }
  return { migrated, failed, failures };
}
