import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE } from '../layout.js';

const MARK_CACHE_BYTES = 32 * 1024 * 1024;
const BACKGROUND_THREADS = 2;

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
 * The caches are small, because a machine of a small service has other uses for its memory. Two
 * threads in the background make a few settings of tables impossible that count on sixteen.
 */
function serverXml(usersFile: string, memoryMaxBytes: number): string {
  return element('clickhouse', [
    element('max_server_memory_usage', memoryMaxBytes),
    element('mark_cache_size', MARK_CACHE_BYTES),
    element('index_mark_cache_size', MARK_CACHE_BYTES),
    element('uncompressed_cache_size', 0),
    element('background_pool_size', BACKGROUND_THREADS),
    element('background_schedule_pool_size', BACKGROUND_THREADS),
    element('background_common_pool_size', BACKGROUND_THREADS),
    element('background_move_pool_size', 1),
    element('background_fetches_pool_size', 1),
    element('background_message_broker_schedule_pool_size', 1),
    element('background_distributed_schedule_pool_size', 1),
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
    element('profiles', [element('default', [element('log_queries', 0)])]),
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
