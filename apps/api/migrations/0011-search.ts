import { type Kysely, sql } from 'kysely';

/** Programs without it go on: no list of theirs needs the indexes, and triggers fill in columns. */
export const kind = 'compatible';

/**
 * What searches and sorted lists read: docs/decisions/0036-search.md.
 *
 * On a large table the indexes are not built here, since that would block writes. The service
 * builds them beside its work: `apps/api/src/store/search/build-search-indexes.ts`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  const { rows } = await sql<{ large: boolean }>`
    select exists (select from keys offset ${sql.lit(SMALL)})
      or exists (select from identities offset ${sql.lit(SMALL)})
      or exists (select from key_last_used offset ${sql.lit(SMALL)}) as large`.execute(db);
  if (rows[0]?.large === true) return;
  await sql.raw('update key_last_used set last_used_at_ms = last_used_at_ms').execute(db);
  for (const { name, definition } of SEARCH_INDEXES) {
    await sql.raw(`create index ${name} ${definition}`).execute(db);
  }
}

/** With so many rows at most, all indexes together take less than a second. */
const SMALL = 5000;

const STATEMENTS: readonly string[] = [
  // Every three characters in a row, as a number that depends on the scope. So an index of these
  // numbers keeps the texts of two scopes apart.
  `create function search_grams(scope text, document text) returns integer[]
  language plpgsql immutable strict parallel safe as $$
  declare
    folded text := lower(document collate "C");
    grams integer[] := '{}';
  begin
    for i in 1 .. length(folded) - 2 loop
      grams := grams || hashtext(scope || substr(folded, i, 3));
    end loop;
    return grams;
  end $$`,
  `alter table key_last_used
    add column api_id text collate "C",
    add column used_minute bigint`,
  // Older programs write neither column. Newer ones write both, and the trigger stays asleep.
  `create function complete_last_use() returns trigger language plpgsql as $$
  begin
    new.used_minute := new.last_used_at_ms / 60000;
    if new.api_id is null then
      select api_id into new.api_id from keys
      where workspace_id = new.workspace_id and id = new.key_id;
    end if;
    return new;
  end $$`,
  `create trigger complete_last_use before insert or update on key_last_used for each row
  when (new.api_id is null or new.used_minute is distinct from new.last_used_at_ms / 60000)
  execute function complete_last_use()`,
];

export interface SearchIndex {
  readonly name: string;
  readonly definition: string;
}

/*
 * `gin_pending_list_limit`: new rows gather in a list, which the transaction that fills it moves
 * into the index. A short list keeps that wait short, and a search reads all of the list.
 */
export const SEARCH_INDEXES: readonly SearchIndex[] = [
  {
    name: 'keys_search',
    definition: `on keys using gin
      (search_grams(api_id, id || E'\\n' || start || E'\\n' || coalesce(name, '')))
      with (gin_pending_list_limit = 512) where deleted_at_ms is null`,
  },
  {
    name: 'keys_by_name',
    definition: `on keys
      (workspace_id, api_id, (coalesce(lower(left(name, 100) collate "C"), '')), id)
      where deleted_at_ms is null`,
  },
  {
    name: 'keys_by_expiry',
    definition: `on keys (workspace_id, api_id, (coalesce(expires_at_ms, 9007199254740991)), id)
      where deleted_at_ms is null`,
  },
  {
    name: 'keys_disabled',
    definition: `on keys (workspace_id, api_id, id) where not enabled and deleted_at_ms is null`,
  },
  {
    name: 'key_last_used_by_minute',
    definition: `on key_last_used (workspace_id, api_id, used_minute, key_id)`,
  },
  {
    name: 'identities_search',
    definition: `on identities using gin
      (search_grams(workspace_id, id || E'\\n' || external_id))
      with (gin_pending_list_limit = 512) where deleted_at_ms is null`,
  },
];
