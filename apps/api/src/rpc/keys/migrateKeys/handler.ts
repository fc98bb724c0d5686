import { migrateKeys as definition } from '@unlatch/contract/operations/keys/migrateKeys';
import { keyImported } from '../../../domain/audit/keys.js';
import { apiNotFound, migrationNotFound } from '../../../domain/not-found.js';
import { newId } from '../../../lib/ids.js';
import { eachInTurns, mapInTurns } from '../../../lib/in-turns.js';
import { type ChangeRecord, commitChange } from '../../../operations/change/commit-change.js';
import { connectImportedKeys } from '../../../operations/links/connect-new-keys.js';
import { type Api, findLiveApi, lockLiveApi } from '../../../store/apis/apis.js';
import type { Tx } from '../../../store/database/database.js';
import { ensureIdentities } from '../../../store/identities/identities.js';
import { findKeyMigration } from '../../../store/keys/key-migrations.js';
import { findTakenHashes, insertImportedKeys } from '../../../store/keys/keys.js';
import { insertRateLimitsOfNewKeys } from '../../../store/rate-limits/rate-limits.js';
import { implement } from '../../implement.js';
import { admitGiving } from '../../shared/strict-rights.js';
import { type ImportPlan, planImport, presentImport } from './plan.js';

interface Import {
  readonly workspaceId: string;
  readonly migrationId: string;
  readonly api: Api;
  readonly nowMs: number;
  readonly admission: ReturnType<typeof admitGiving>;
}

type ImportedKey = ImportPlan & { readonly keyId: string };

/**
 * Works on whole sets and never key by key: one statement serves hundreds of rows. What is done for
 * each key is done in slices, between which checks are answered.
 */
export const migrateKeys = implement(definition, async (call, deps, rights) => {
  const { apiId, migrationId, keys } = call.body;
  const { workspaceId } = call.caller;
  const api = await findLiveApi(deps.db, { workspaceId, apiId });
  if (api === undefined) throw apiNotFound();
  const migration = await findKeyMigration(deps.db, { workspaceId, migrationId });
  if (migration === undefined) throw migrationNotFound();
  const nowMs = deps.clock.nowMs();
  const { algorithm } = migration;
  const admission = admitGiving(call.caller, rights.also, {
    permissions: keys.some(({ permissions = [] }) => permissions.length > 0),
    roles: keys.some(({ roles = [] }) => roles.length > 0),
  });
  const { plans, hashes } = await planImport(keys, { algorithm, nowMs });
  return commitChange(deps, call, async (tx, record) => {
    const lockedApi = await lockLiveApi(tx, { workspaceId, apiId });
    if (lockedApi === undefined) throw apiNotFound();
    const target = { workspaceId, migrationId, api: lockedApi, nowMs, admission };
    const inserted = await insertKeys(tx, target, plans);
    await insertRateLimitsOfNewKeys(tx, { workspaceId, keys: inserted, nowMs });
    await recordKeys(tx, record, target, inserted);
    const keyIds = new Map(inserted.map(({ hash, keyId }) => [hash, keyId]));
    return presentImport(keys, hashes, keyIds);
  });
});

/** Only keys whose hash is free, so that nothing is created for a key that exists already. */
async function insertKeys(
  tx: Tx,
  { workspaceId, migrationId, api, nowMs, admission }: Import,
  plans: readonly ImportPlan[],
): Promise<ImportedKey[]> {
  const hashes = plans.map((plan) => plan.hash);
  const taken = await findTakenHashes(tx, { workspaceId, hashes });
  const free = plans.filter((plan) => !taken.has(plan.hash));
  const externalIds = new Set<string>();
  await eachInTurns(free, ({ externalId }) => {
    if (externalId !== undefined) externalIds.add(externalId);
  });
  const identities = await ensureIdentities(tx, {
    workspaceId,
    externalIds: [...externalIds],
    nowMs,
    admission,
  });
  const identityIds = new Map<string, string>();
  await eachInTurns(identities, ({ externalId, id }) => identityIds.set(externalId, id));
  const keys = await mapInTurns(free, (plan) => ({ ...plan, keyId: newId('key', nowMs) }));
  const rows = await mapInTurns(keys, (key) => {
    const identityId = identityIds.get(key.externalId ?? '') ?? null;
    return { ...key, id: key.keyId, workspaceId, apiId: api.id, identityId, migrationId, nowMs };
  });
  const insertedIds = await insertImportedKeys(tx, rows);
  return keys.filter(({ keyId }) => insertedIds.has(keyId));
}

/**
 * Every process is told of each new hash, because any of them may remember it as a key that does
 * not exist. A change of the workspace would not help: a key that does not exist belongs to none.
 * Nor may processes forget all missing keys at each import. Every guessed key would then cost a
 * query again.
 */
async function recordKeys(
  tx: Tx,
  record: ChangeRecord,
  { workspaceId, migrationId, api, nowMs, admission }: Import,
  keys: readonly ImportedKey[],
): Promise<void> {
  const connectionsOf = await connectImportedKeys(tx, record, keys, {
    workspaceId,
    nowMs,
    admission,
  });
  await eachInTurns(keys, (key) => {
    for (const event of connectionsOf(key)) record.audit(event);
    record.audit(keyImported(key, { migrationId, api }));
    record.changed({ kind: 'key', workspaceId, hash: key.hash });
  });
}
