import { ENGINE_DATABASE } from '../domain/analytics-query/tables.js';
import type { EngineAddress } from './client.js';
import { besideName, ROLLUP_TABLES } from './rollups.js';
import { type EngineTable, PLAIN_TABLES } from './tables.js';

/*
 * The schema of the engine as statements. Each may run again at any time, so they all run at each
 * start. A later release adds statements at the end, such as `ADD COLUMN IF NOT EXISTS`.
 */

/** How many inserts into a table the engine recognises when they are repeated. */
const INSERTS_REMEMBERED = 10_000;

/** Every table, those beside included. Each needs a row policy. */
export const ENGINE_TABLES: readonly EngineTable[] = [
  ...PLAIN_TABLES,
  ...ROLLUP_TABLES,
  ...ROLLUP_TABLES.map((table) => ({ ...table, name: besideName(table) })),
];

/** What a reader may see: the rows of the workspace that its current database is named after. */
const ROW_POLICY = `currentDatabase() = '${ENGINE_DATABASE}' OR workspace_id = currentDatabase()`;

/**
 * What makes an engine ready, in this order. Of the embedded one, its own configuration has the row
 * policies. On a server they are made here, for every user: the one who writes is in the database of
 * the service, where a policy shows all rows.
 */
export function preparation(address: EngineAddress): readonly string[] {
  if (address.kind === 'embedded') return schemaStatements(undefined);
  const { cluster, readerUrl } = address;
  return [
    ...schemaStatements(cluster),
    ...ENGINE_TABLES.map((table) => createPolicy(table, cluster)),
    ...(readerUrl === undefined ? [] : grantsTo(userOf(readerUrl), cluster)),
  ];
}

/** `cluster`: the name of a cluster whose servers hold replicas. `undefined`: one server. */
function schemaStatements(cluster: string | undefined): readonly string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS ${ENGINE_DATABASE}${onCluster(cluster)}`,
    ...ENGINE_TABLES.map((table) => createTable(table, cluster)),
  ];
}

function createPolicy({ name }: EngineTable, cluster: string | undefined): string {
  return `CREATE ROW POLICY IF NOT EXISTS unlatch_tenant${onCluster(cluster)} ON ${ENGINE_DATABASE}.${name} FOR SELECT USING ${ROW_POLICY} TO ALL`;
}

function grantsTo(reader: string, cluster: string | undefined): readonly string[] {
  return ENGINE_TABLES.map(
    ({ name }) =>
      `GRANT${onCluster(cluster)} SELECT ON ${ENGINE_DATABASE}.${name} TO ${quoted(reader)}`,
  );
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

function createTable(
  { name, columns, partitionBy, orderBy, isLanding }: EngineTable,
  cluster: string | undefined,
): string {
  const engine = cluster === undefined ? 'MergeTree' : 'ReplicatedMergeTree';
  const remembers =
    cluster === undefined
      ? 'non_replicated_deduplication_window'
      : 'replicated_deduplication_window';
  // Events are acknowledged when they are on disk. Sums can be made again.
  const settings = isLanding
    ? ` SETTINGS ${remembers} = ${INSERTS_REMEMBERED}, fsync_after_insert = 1, fsync_part_directory = 1`
    : '';
  return `CREATE TABLE IF NOT EXISTS ${ENGINE_DATABASE}.${name}${onCluster(cluster)} (${columns.join(', ')}) ENGINE = ${engine} PARTITION BY ${partitionBy} ORDER BY ${orderBy}${settings}`;
}

function onCluster(cluster: string | undefined): string {
  return cluster === undefined ? '' : ` ON CLUSTER ${quoted(cluster)}`;
}

/** The name of a user or a cluster. The configuration allows only letters, digits, _ and -. */
function quoted(name: string): string {
  return `\`${name}\``;
}
