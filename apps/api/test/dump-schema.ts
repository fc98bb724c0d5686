import { sql } from 'kysely';
import type { Db } from '../src/store/database/database.js';

interface Table {
  readonly name: string;
  /** Null unless it is partitioned. */
  readonly partition_key: string | null;
  readonly columns: readonly string[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
}

/** The schema as SQL, for reading. Its order does not depend on the order of the migrations. */
export async function dumpSchema(db: Db): Promise<string> {
  const { rows } = await sql<Table>`
    select relname as name,
      pg_get_partkeydef(pg_class.oid) as partition_key,
      array(
        select format('%I %s%s%s%s', attname, format_type(atttypid, atttypmod),
          case when attcollation <> 0 and collname <> 'default' then format(' collate %I', collname) end,
          case when attnotnull then ' not null' end,
          ' default ' || pg_get_expr(adbin, adrelid))
        from pg_attribute
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
        left join pg_collation on pg_collation.oid = attcollation
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped
        order by attnum
      ) as columns,
      array(
        select format('constraint %I %s', conname, pg_get_constraintdef(oid))
        from pg_constraint
        where conrelid = pg_class.oid and contype in ('p', 'u', 'f', 'c')
        order by position(contype::text in 'pufc'), conname
      ) as constraints,
      array(
        select pg_get_indexdef(indexrelid)
        from pg_index
        where indrelid = pg_class.oid
          and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
        order by 1
      ) as indexes,
      array(
        select pg_get_triggerdef(oid)
        from pg_trigger
        where tgrelid = pg_class.oid and not tgisinternal
        order by tgname
      ) as triggers
    from pg_class
    where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
      and relname not like 'unlatch_migrations%'
    order by relname`.execute(db);
  const functions = await sql<{ text: string }>`
    select pg_get_functiondef(oid) as text
    from pg_proc
    where pronamespace = 'public'::regnamespace
    order by proname`.execute(db);
  const texts = [
    ...rows.map(printTable),
    ...functions.rows.map(({ text }) => `\n${text.trim()};\n`),
  ];
  return `-- What the migrations make, written by \`pnpm --filter @unlatch/service schema\`.\n${texts.join('')}`;
}

function printTable({
  name,
  partition_key,
  columns,
  constraints,
  indexes,
  triggers,
}: Table): string {
  const body = [...columns, ...constraints].map((line) => `  ${line}`).join(',\n');
  const partitions = partition_key === null ? '' : ` partition by ${partition_key}`;
  const statements = [`create table ${name} (\n${body}\n)${partitions}`, ...indexes, ...triggers];
  return `\n${statements.map((statement) => `${statement};\n`).join('')}`;
}
