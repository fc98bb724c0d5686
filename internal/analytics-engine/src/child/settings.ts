import { EngineFailure } from './failures.js';
import { quoteText } from './statement.js';

/**
 * The settings that a request may carry. The list is closed, because a reader's limits and the filter
 * of a scoped key are settings too. An unknown one is refused rather than ignored: a typo in a limit
 * must not lift it.
 */
interface SettingRule {
  readonly value: RegExp;
  /** Whether a reader's request may have it. A request of the service may have each of them. */
  readonly isForReaders: boolean;
}

const NUMBER = /^\d{1,19}$/;
const SECONDS = /^\d{1,9}(?:\.\d{1,6})?$/;
const FLAG = /^(?:0|1|true|false)$/;
const WORD = /^[a-z_]{1,32}$/;
const TEXT = /^[^\0]{1,65536}$/;
const TOKEN = /^[\w:.-]{1,128}$/;

function both(value: RegExp): SettingRule {
  return { value, isForReaders: true };
}

function writers(value: RegExp): SettingRule {
  return { value, isForReaders: false };
}

const SETTINGS: Readonly<Record<string, SettingRule>> = {
  additional_table_filters: both(TEXT),
  date_time_output_format: both(WORD),
  joined_subquery_requires_alias: both(FLAG),
  max_ast_depth: both(NUMBER),
  max_ast_elements: both(NUMBER),
  max_block_size: both(NUMBER),
  max_bytes_before_external_group_by: both(NUMBER),
  max_bytes_before_external_sort: both(NUMBER),
  max_execution_time: both(SECONDS),
  max_memory_usage: both(NUMBER),
  max_result_bytes: both(NUMBER),
  max_result_rows: both(NUMBER),
  max_rows_to_read: both(NUMBER),
  max_threads: both(NUMBER),
  output_format_json_array_of_rows: both(FLAG),
  output_format_json_escape_forward_slashes: both(FLAG),
  output_format_json_quote_64bit_floats: both(FLAG),
  output_format_json_quote_64bit_integers: both(FLAG),
  output_format_json_quote_decimals: both(FLAG),
  output_format_json_quote_denormals: both(FLAG),
  output_format_json_validate_utf8: both(FLAG),
  result_overflow_mode: both(WORD),
  session_timezone: both(/^[\w/+-]{1,64}$/),
  timeout_overflow_mode: both(WORD),
  alter_sync: writers(NUMBER),
  async_insert: writers(/^(?:0|false)$/),
  date_time_input_format: writers(WORD),
  fsync_metadata: writers(FLAG),
  input_format_null_as_default: writers(FLAG),
  input_format_parallel_parsing: writers(FLAG),
  input_format_skip_unknown_fields: writers(FLAG),
  insert_deduplicate: writers(FLAG),
  insert_deduplication_token: writers(TOKEN),
  lightweight_deletes_sync: writers(NUMBER),
  max_insert_block_size: writers(NUMBER),
  max_partitions_per_insert_block: writers(NUMBER),
  min_insert_block_size_bytes: writers(NUMBER),
  min_insert_block_size_rows: writers(NUMBER),
  mutations_sync: writers(NUMBER),
  optimize_throw_if_noop: writers(FLAG),
  throw_on_max_partitions_per_insert_block: writers(FLAG),
};

/** These concern only a server's HTTP interface, or are as the client asks in any case. */
const WITHOUT_EFFECT = new Set([
  'cancel_http_readonly_queries_on_client_close',
  'http_headers_progress_interval_ms',
  'http_write_exception_in_output_format',
  'send_progress_in_http_headers',
  'wait_end_of_query',
]);

export type Settings = ReadonlyMap<string, string>;

export function isWithoutEffect(name: string): boolean {
  return WITHOUT_EFFECT.has(name);
}

export function checkSetting(name: string, value: string, isReader: boolean): void {
  const rule = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
  if (rule === undefined || (isReader && !rule.isForReaders)) {
    throw new EngineFailure('UNKNOWN_SETTING', `The setting ${name} is not taken here.`);
  }
  if (!rule.value.test(value)) {
    throw new EngineFailure('BAD_ARGUMENTS', `The setting ${name} has no valid value.`);
  }
}

/** What a reader has at most, whatever its request says. */
export interface ReaderLimits {
  readonly seconds: number;
  readonly memoryBytes: number;
  readonly resultBytes: number;
}

/** The settings of a reader: its own, lowered to the limits, in a mode that changes nothing. */
export function readerSettings(asked: Settings, limits: ReaderLimits): Settings {
  const lowered = new Map(asked);
  const lower = (name: string, max: number) => {
    const value = Number(asked.get(name) ?? max);
    lowered.set(name, String(value > 0 ? Math.min(value, max) : max));
  };
  lower('max_execution_time', limits.seconds);
  lower('max_memory_usage', limits.memoryBytes);
  lower('max_result_bytes', limits.resultBytes);
  lowered.set('result_overflow_mode', 'throw');
  lowered.set('timeout_overflow_mode', 'throw');
  return lowered;
}

/** One `SET` for all of them; empty if there is none. */
export function setStatement(settings: Settings): string {
  const parts = [...settings].map(([name, value]) => `${name} = ${settingValue(value)}`);
  return parts.length === 0 ? '' : `SET ${parts.join(', ')}`;
}

/** Values of the placeholders of a query, which the engine parses by the types that these have. */
export function parameterStatements(parameters: ReadonlyMap<string, string>): string[] {
  return [...parameters].map(([name, value]) => `SET param_${name} = ${quoteText(value)}`);
}

function settingValue(value: string): string {
  return SECONDS.test(value) ? value : quoteText(value);
}
