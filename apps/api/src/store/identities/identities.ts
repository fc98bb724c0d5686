import { sql } from 'kysely';
import { newId } from '../../lib/ids.js';
import { sortInTurns } from '../../lib/in-turns.js';
import type { Db, Tx } from '../database/database.js';
import { slicesOf } from '../database/insert-rows.js';
import { type RateLimit, rateLimitsOf } from '../rate-limits/rate-limits.js';

export interface IdentityDetails {
  readonly id: string;
  readonly externalId: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly rateLimits: readonly RateLimit[];
}

/**
 * `identity` is an id or an external id. If it is the id of one identity and the external id of
 * another, the id counts.
 */
interface IdentitySelector {
  readonly workspaceId: string;
  readonly identity: string;
}

/** False if a live identity has the external id. Waits for a transaction that is creating one. */
export async function insertIdentity(
  tx: Tx,
  identity: {
    readonly workspaceId: string;
    readonly id: string;
    readonly externalId: string;
    /** JSON text. */
    readonly meta: string;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('identities')
    .values({
      workspace_id: identity.workspaceId,
      id: identity.id,
      external_id: identity.externalId,
      meta: identity.meta,
      created_at_ms: identity.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'external_id'])
        .where('deleted_at_ms', 'is', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function findLiveIdentity(
  db: Db,
  selector: IdentitySelector,
): Promise<IdentityDetails | undefined> {
  return selectLiveIdentity(db, selector)
    .select(rateLimitsOf('identities').as('rateLimits'))
    .executeTakeFirst();
}

/**
 * No other transaction changes the identity or its limits, or links a key to it, until this one
 * ends.
 */
export async function lockLiveIdentity(
  tx: Tx,
  selector: IdentitySelector,
): Promise<Omit<IdentityDetails, 'rateLimits'> | undefined> {
  return selectLiveIdentity(tx, selector).forNoKeyUpdate().executeTakeFirst();
}

/** `meta`: JSON text, or `undefined` to leave it. */
export async function storeIdentityChange(
  tx: Tx,
  identity: {
    readonly workspaceId: string;
    readonly identityId: string;
    readonly meta: string | undefined;
    readonly nowMs: number;
  },
): Promise<void> {
  await tx
    .updateTable('identities')
    .set({
      updated_at_ms: identity.nowMs,
      ...(identity.meta === undefined ? {} : { meta: identity.meta }),
    })
    .where('workspace_id', '=', identity.workspaceId)
    .where('id', '=', identity.identityId)
    .execute();
}

/** Keys keep their reference to it, but count as keys without an identity from now on. */
export async function markIdentityDeleted(
  tx: Tx,
  identity: { readonly workspaceId: string; readonly identityId: string; readonly nowMs: number },
): Promise<void> {
  await tx
    .updateTable('identities')
    .set({ deleted_at_ms: identity.nowMs, updated_at_ms: identity.nowMs })
    .where('workspace_id', '=', identity.workspaceId)
    .where('id', '=', identity.identityId)
    .execute();
}

function selectLiveIdentity(db: Db, { workspaceId, identity }: IdentitySelector) {
  return db
    .selectFrom('identities')
    .select(['identities.id', 'identities.external_id as externalId', 'identities.meta'])
    .where('identities.workspace_id', '=', workspaceId)
    .where('identities.deleted_at_ms', 'is', null)
    .where(({ eb, or }) =>
      or([eb('identities.id', '=', identity), eb('identities.external_id', '=', identity)]),
    )
    .orderBy(({ eb }) => eb('identities.id', '=', identity), 'desc')
    .limit(1);
}

/** Called when it is known which identities exist. Each throws if the caller may not do that. */
interface IdentityAdmission {
  readonly useIdentity: () => void;
  readonly createIdentity: () => void;
}

interface EnsuredIdentity {
  readonly id: string;
  readonly externalId: string;
  readonly created: boolean;
}

/**
 * The live identity with this external id. A missing one is created. Two calls with one external id
 * at once share one identity: the unique index lets one insert, and the other waits and then reads
 * it.
 */
export async function ensureIdentity(
  tx: Tx,
  identity: {
    workspaceId: string;
    externalId: string;
    nowMs: number;
    admission?: IdentityAdmission | undefined;
  },
): Promise<Omit<EnsuredIdentity, 'externalId'>> {
  const { externalId, ...rest } = identity;
  const [ensured] = await ensureIdentities(tx, { ...rest, externalIds: [externalId] });
  if (ensured === undefined) throw new Error(`identity ${externalId} was neither found nor made`);
  return { id: ensured.id, created: ensured.created };
}

/** The same for any number of different external ids. The result has no order. */
export async function ensureIdentities(
  tx: Tx,
  wanted: {
    workspaceId: string;
    externalIds: readonly string[];
    nowMs: number;
    admission?: IdentityAdmission | undefined;
  },
): Promise<EnsuredIdentity[]> {
  if (wanted.externalIds.length === 0) return [];
  const existing = await holdLiveIdentities(tx, wanted);
  const known = new Set(existing.map((identity) => identity.externalId));
  const missing = wanted.externalIds.filter((externalId) => !known.has(externalId));
  if (existing.length > 0) wanted.admission?.useIdentity();
  if (missing.length > 0) wanted.admission?.createIdentity();
  if (missing.length === 0) return existing;
  return [...existing, ...(await insertMissingIdentities(tx, { ...wanted, externalIds: missing }))];
}

/** The lock excludes their deletion until the keys that refer to them are committed. */
async function holdLiveIdentities(
  tx: Tx,
  { workspaceId, externalIds }: { workspaceId: string; externalIds: readonly string[] },
): Promise<EnsuredIdentity[]> {
  const held: EnsuredIdentity[] = [];
  for (const slice of slicesOf(externalIds)) {
    const rows = await tx
      .selectFrom('identities')
      .select(['id', 'external_id as externalId'])
      .where('workspace_id', '=', workspaceId)
      .where(({ eb, val, fn }) => eb('external_id', '=', fn.any(val([...slice]))))
      .where('deleted_at_ms', 'is', null)
      .forShare()
      .execute();
    held.push(...rows.map((row) => ({ ...row, created: false })));
  }
  return held;
}

/** Every call inserts in one order, so calls with overlapping lists cannot deadlock. */
async function insertMissingIdentities(
  tx: Tx,
  wanted: { workspaceId: string; externalIds: readonly string[]; nowMs: number },
): Promise<EnsuredIdentity[]> {
  const sorted = await sortInTurns(wanted.externalIds, (externalId) => externalId);
  const inserted: EnsuredIdentity[] = [];
  for (const externalIds of slicesOf(sorted)) {
    const ids = externalIds.map(() => newId('id', wanted.nowMs));
    // The update changes nothing, but it locks and returns the row that another call has just
    // inserted.
    const { rows } = await sql<EnsuredIdentity>`
      insert into identities (workspace_id, id, external_id, created_at_ms)
      select ${wanted.workspaceId}, missing.id, missing.external_id, ${wanted.nowMs}
      from unnest(${ids}::text[], ${[...externalIds]}::text[]) as missing (id, external_id)
      on conflict (workspace_id, external_id) where deleted_at_ms is null
        do update set external_id = excluded.external_id
      returning id, external_id as "externalId", xmax = 0 as created`.execute(tx);
    inserted.push(...rows);
  }
  return inserted;
}
