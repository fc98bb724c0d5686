import { type Kysely, sql } from 'kysely';

/** A program without it answers 503 past a quota, and counting large tables blocks writes. */
export const kind = 'breaking';

/**
 * How many things of each kind a workspace has, and how many it may have.
 *
 * Triggers keep the counts, so they are right whatever statement changes a table. Counts and quotas
 * are described in docs/decisions/0032-quotas.md.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...FUNCTIONS]) await sql.raw(statement).execute(db);
  for (const counted of COUNTED) {
    for (const statement of countingOf(counted)) await sql.raw(statement).execute(db);
  }
  for (const statement of AFTER_COUNTING) await sql.raw(statement).execute(db);
}

interface Counted {
  readonly kind: string;
  readonly table: string;
  /** Whether deleted rows are marked by `deleted_at_ms`. Marked rows do not count. */
  readonly marksDeleted: boolean;
  readonly max: number;
}

const COUNTED: readonly Counted[] = [
  { kind: 'keys', table: 'keys', marksDeleted: true, max: 10_000_000 },
  { kind: 'identities', table: 'identities', marksDeleted: true, max: 10_000_000 },
  { kind: 'permissions', table: 'permissions', marksDeleted: false, max: 10_000 },
  { kind: 'roles', table: 'roles', marksDeleted: false, max: 10_000 },
  { kind: 'apis', table: 'apis', marksDeleted: true, max: 10_000 },
  { kind: 'rootKeys', table: 'root_keys', marksDeleted: true, max: 10_000 },
  { kind: 'migrations', table: 'key_migrations', marksDeleted: false, max: 1000 },
  { kind: 'namespaces', table: 'rate_limit_namespaces', marksDeleted: true, max: 10_000 },
  { kind: 'overrides', table: 'rate_limit_overrides', marksDeleted: false, max: 100_000 },
];

const TABLES: readonly string[] = [
  `create table quota_defaults (
    kind text collate "C" not null primary key,
    max_count bigint check (max_count >= 0)
  )`,
  `create table workspace_quotas (
    workspace_id text collate "C" not null references workspaces (id),
    kind text collate "C" not null references quota_defaults (kind),
    max_count bigint check (max_count >= 0),
    primary key (workspace_id, kind)
  )`,
  // Half empty, so that the new version of a count fits beside the old one.
  `create table workspace_counts (
    workspace_id text collate "C" not null references workspaces (id),
    kind text collate "C" not null references quota_defaults (kind),
    slot bigint not null,
    count bigint not null,
    primary key (workspace_id, kind, slot)
  ) with (fillfactor = 50)`,
];

/*
 * A count is the sum of several rows. A transaction adds to a row that no other transaction has
 * locked, or to a new one. So transactions that create at the same time do not wait for each other.
 *
 * The quota is judged at the commit. Far below it, transactions that add little hold a shared lock
 * and do not wait. The others hold it alone, so each sees what the one before has committed. The
 * margin is more than all connections together can add under the shared lock. A transaction that
 * finds less than half of it left starts over, by a serialization failure.
 */
const FUNCTIONS: readonly string[] = [
  `create function add_to_count(workspace text, counted text, added bigint)
  returns void language plpgsql as $$
  declare
    free bigint;
  begin
    select slot into free from workspace_counts
    where workspace_id = workspace and kind = counted
    limit 1 for no key update skip locked;
    if found then
      update workspace_counts set count = count + added
      where workspace_id = workspace and kind = counted and slot = free;
    else
      insert into workspace_counts (workspace_id, kind, slot, count)
      values (workspace, counted, floor(random() * 9007199254740991), added);
    end if;
  end $$`,
  `create function judge_quota() returns trigger language plpgsql as $$
  declare
    added bigint := case tg_op when 'INSERT' then new.count else new.count - old.count end;
    quota bigint;
    total bigint;
    margin bigint := 40 * current_setting('max_connections')::bigint;
    name integer := hashtext(new.workspace_id || ' ' || new.kind);
  begin
    if added <= 0 then return null; end if;
    select case when own.kind is null then usual.max_count else own.max_count end into quota
    from quota_defaults as usual
    left join workspace_quotas as own
      on own.kind = usual.kind and own.workspace_id = new.workspace_id
    where usual.kind = new.kind;
    if quota is null then return null; end if;
    select sum(count) into total from workspace_counts
    where workspace_id = new.workspace_id and kind = new.kind;
    if added <= 10 and quota - total >= margin then
      perform pg_advisory_xact_lock_shared(hashtext('unlatch.quota'), name);
      select sum(count) into total from workspace_counts
      where workspace_id = new.workspace_id and kind = new.kind;
      if quota - total >= margin / 2 then return null; end if;
      raise exception 'the quota came near' using errcode = '40001';
    end if;
    perform pg_advisory_xact_lock(hashtext('unlatch.quota'), name);
    select sum(count) into total from workspace_counts
    where workspace_id = new.workspace_id and kind = new.kind;
    if total <= quota then return null; end if;
    raise exception 'quota of % exceeded', new.kind
      using errcode = '53U01', constraint = new.kind, detail = quota::text;
  end $$`,
  `create constraint trigger quota after insert or update on workspace_counts
  deferrable initially deferred for each row execute function judge_quota()`,
  // Transition tables name no column that only some tables have, so there are two of each.
  ...(['', ' where deleted_at_ms is null'] as const).flatMap((condition) => {
    const suffix = condition === '' ? '' : '_live';
    return (['inserted', 'deleted'] as const).map(
      (event) => `create function count_${event}${suffix}() returns trigger language plpgsql as $$
  begin
    perform add_to_count(workspace_id, tg_argv[0], ${event === 'inserted' ? '' : '-'}count(*))
    from changed${condition} group by workspace_id;
    return null;
  end $$`,
    );
  }),
  `create function count_marked() returns trigger language plpgsql as $$
  begin
    perform add_to_count(new.workspace_id, tg_argv[0],
      case when new.deleted_at_ms is null then 1 else -1 end);
    return null;
  end $$`,
];

function countingOf({ kind: counted, table, marksDeleted, max }: Counted): readonly string[] {
  const suffix = marksDeleted ? '_live' : '';
  const marked = `create trigger count_marked after update of deleted_at_ms on ${table} for each row
    when ((old.deleted_at_ms is null) <> (new.deleted_at_ms is null))
    execute function count_marked('${counted}')`;
  return [
    `insert into quota_defaults (kind, max_count) values ('${counted}', ${max})`,
    `create trigger count_inserted after insert on ${table}
    referencing new table as changed for each statement
    execute function count_inserted${suffix}('${counted}')`,
    `create trigger count_deleted after delete on ${table}
    referencing old table as changed for each statement
    execute function count_deleted${suffix}('${counted}')`,
    ...(marksDeleted ? [marked] : []),
    `insert into workspace_counts (workspace_id, kind, slot, count)
    select workspace_id, '${counted}', 0, count(*) from ${table}
    ${marksDeleted ? 'where deleted_at_ms is null' : ''} group by workspace_id`,
  ];
}

const AFTER_COUNTING: readonly string[] = [
  // A workspace that has grown beyond a default keeps room to go on.
  `insert into workspace_quotas (workspace_id, kind, max_count)
  select workspace_id, kind, 2 * count from workspace_counts join quota_defaults using (kind)
  where 2 * count > max_count`,
];
