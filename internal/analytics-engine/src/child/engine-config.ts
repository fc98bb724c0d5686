import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE } from '../layout.js';

const CACHE_BYTES = 32 * 1024 * 1024;
const BACKGROUND_THREADS = 2;
const POOL_THREADS = 8;

/**
 * The one user of the engine. It may do what the service needs, and nothing with files, addresses or
 * other sources of data.
 */
const GRANTS = [
  `SELECT, INSERT, ALTER TABLE, CREATE TABLE, CREATE VIEW, DROP TABLE, DROP VIEW, TRUNCATE, OPTIMIZE, SHOW ON ${DATABASE}.*`,
  'SELECT, SHOW ON system.*',
  'CREATE DATABASE, DROP DATABASE ON *.*',
  'KILL QUERY ON *.*',
];

/** Names of tables are our own, and become part of XML. */
const TABLE_NAME = /^[a-z][a-z0-9_]*$/;

interface ConfigOptions {
  readonly configDirectory: string;
  readonly tables: readonly string[];
  readonly memoryMaxBytes: number;
}

/** Writes the configuration of this process, and returns the path of its main file. */
export async function writeEngineConfig(options: ConfigOptions): Promise<string> {
  const { configDirectory, tables, memoryMaxBytes } = options;
  await mkdir(configDirectory, { recursive: true, mode: 0o700 });
  const usersFile = join(configDirectory, 'users.xml');
  const configFile = join(configDirectory, 'config.xml');
  await writeFile(usersFile, usersXml(tables), { mode: 0o600 });
  await writeFile(configFile, serverXml(usersFile, memoryMaxBytes), { mode: 0o600 });
  return configFile;
}

/**
 * The caches and pools of a server are made for a machine of its own. Two threads in the background
 * make a few settings of tables impossible that count on sixteen.
 */
const SERVER_SETTINGS: Readonly<Record<string, number>> = {
  mark_cache_size: CACHE_BYTES,
  index_mark_cache_size: CACHE_BYTES,
  primary_index_cache_size: CACHE_BYTES,
  compiled_expression_cache_size: CACHE_BYTES,
  uncompressed_cache_size: 0,
  query_condition_cache_size: 0,
  background_pool_size: BACKGROUND_THREADS,
  background_schedule_pool_size: BACKGROUND_THREADS,
  background_common_pool_size: BACKGROUND_THREADS,
  background_move_pool_size: 1,
  background_fetches_pool_size: 1,
  background_message_broker_schedule_pool_size: 1,
  background_distributed_schedule_pool_size: 1,
  // Threads that are idle go. Each of them keeps some files open.
  max_thread_pool_free_size: 32,
  max_io_thread_pool_size: POOL_THREADS,
  max_format_parsing_thread_pool_size: POOL_THREADS,
  max_active_parts_loading_thread_pool_size: POOL_THREADS,
  load_marks_threadpool_pool_size: POOL_THREADS,
  prefetch_threadpool_pool_size: POOL_THREADS,
  threadpool_local_fs_reader_pool_size: POOL_THREADS,
  threadpool_writer_pool_size: POOL_THREADS,
};

/** In use for each query, unless it says otherwise. */
const PROFILE: Readonly<Record<string, number>> = {
  log_queries: 0,
  // What a condition matched for one workspace must not decide what another one is shown.
  use_query_condition_cache: 0,
};

function serverXml(usersFile: string, memoryMaxBytes: number): string {
  return element('clickhouse', [
    element('max_server_memory_usage', memoryMaxBytes),
    ...Object.entries(SERVER_SETTINGS).map(([name, value]) => element(name, value)),
    element('merge_tree', [
      element('number_of_free_entries_in_pool_to_execute_mutation', 1),
      element('number_of_free_entries_in_pool_to_lower_max_size_of_merge', 1),
      element('number_of_free_entries_in_pool_to_execute_optimize_entire_partition', 1),
    ]),
    element('users_config', escapeXml(usersFile)),
  ]);
}

/**
 * The policy compares with the database that is current, because a `SELECT` can change settings of
 * a part of itself (`SETTINGS` in a subquery), but not its current database. The engine applies the
 * policy before all conditions of the query, so that no error can tell a value of another
 * workspace.
 */
function usersXml(tables: readonly string[]): string {
  const bad = tables.find((table) => !TABLE_NAME.test(table));
  if (bad !== undefined) throw new Error(`"${bad}" is no name of a table`);
  const policy = `currentDatabase() = '${DATABASE}' OR workspace_id = currentDatabase()`;
  const policies = tables.map((table) => element(table, [element('filter', policy)]));
  return element('clickhouse', [
    element('profiles', [
      element(
        'default',
        Object.entries(PROFILE).map(([name, value]) => element(name, value)),
      ),
    ]),
    element('quotas', [element('default', [])]),
    element('users', [
      element('default', [
        element('password', ''),
        element('profile', 'default'),
        element('quota', 'default'),
        element('networks', [element('ip', '127.0.0.1')]),
        element(
          'grants',
          GRANTS.map((grant) => element('query', `GRANT ${grant}`)),
        ),
        element('databases', [element(DATABASE, policies)]),
      ]),
    ]),
  ]);
}

function element(name: string, content: string | number | readonly string[]): string {
  const inside = Array.isArray(content) ? `\n${content.join('')}` : String(content);
  return `<${name}>${inside}</${name}>\n`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
