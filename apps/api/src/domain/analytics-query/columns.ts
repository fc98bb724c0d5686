/** A column as queries see it. */
export interface Column {
  readonly name: string;
  /** The type in the engine's words, which the DDL of a physical table uses too. */
  readonly type: string;
  /** What the documentation says of it. */
  readonly meaning: string;
}

/**
 * A column of a table of buckets that sums up events. `ofEvent` is what one event contributes, as
 * an expression over the columns of the raw table, whose alias is `_t` as in `table-sources.ts`.
 */
export interface Measure extends Column {
  readonly ofEvent: string;
}

const TEXT = 'String';
const WORD = 'LowCardinality(String)';
const COUNT = 'Int64';
const UNIX_MS = 'Int64';

const REQUEST_ID = column('request_id', TEXT, 'the request, as in `meta.requestId` of its answer');
const TIME_MS = column('time', UNIX_MS, 'when it happened, in Unix milliseconds');
const WORKSPACE_ID = column('workspace_id', TEXT, 'always your workspace');
const LATENCY = column('latency', 'Float64', 'how long the decision took, in milliseconds');

/** What buckets of verifications are grouped by, besides their time. */
export const VERIFICATION_DIMENSIONS: readonly Column[] = [
  WORKSPACE_ID,
  column('key_space_id', TEXT, 'the key space of the API'),
  column('identity_id', TEXT, 'the identity of the key, empty without one'),
  column('external_id', TEXT, 'your own id of the identity, empty without one'),
  column('key_id', TEXT, 'the key'),
  column('outcome', WORD, '`VALID`, `RATE_LIMITED` and so on, as in the answer'),
  column('source', WORD, '`api` or `gateway`'),
  column('app_id', WORD, 'the app of the gateway, else empty'),
  column('tags', 'Array(String)', 'the tags of the request'),
];

export const VERIFICATION_COLUMNS: readonly Column[] = [
  REQUEST_ID,
  TIME_MS,
  ...VERIFICATION_DIMENSIONS,
  column('region', WORD, 'where the service answered'),
  column('spent_credits', COUNT, 'what was deducted, else 0'),
  LATENCY,
];

const LATENCY_STATES: readonly Measure[] = [
  measure(
    'latency_avg',
    'AggregateFunction(avg, Float64)',
    "initializeAggregation('avgState', `_t`.`latency`)",
    'a state: read it with `avgMerge(latency_avg)`',
  ),
  measure(
    'latency_p75',
    'AggregateFunction(quantilesTDigest(0.75), Float64)',
    "initializeAggregation('quantilesTDigestState(0.75)', `_t`.`latency`)",
    'a state: read it with `quantilesTDigestMerge(0.75)(latency_p75)[1]`',
  ),
  measure(
    'latency_p99',
    'AggregateFunction(quantilesTDigest(0.99), Float64)',
    "initializeAggregation('quantilesTDigestState(0.99)', `_t`.`latency`)",
    'a state: read it with `quantilesTDigestMerge(0.99)(latency_p99)[1]`',
  ),
];

export const VERIFICATION_MEASURES: readonly Measure[] = [
  measure('count', COUNT, 'toInt64(1)', 'verifications: read it with `sum(count)`'),
  measure(
    'spent_credits',
    COUNT,
    '`_t`.`spent_credits`',
    'credits: read it with `sum(spent_credits)`',
  ),
  ...LATENCY_STATES,
];

/** What buckets of limit checks are grouped by, besides their time. */
export const RATELIMIT_DIMENSIONS: readonly Column[] = [
  WORKSPACE_ID,
  column('namespace_id', TEXT, 'the id of the namespace, not its name'),
  column('identifier', TEXT, 'what was limited'),
];

export const RATELIMIT_COLUMNS: readonly Column[] = [
  REQUEST_ID,
  TIME_MS,
  ...RATELIMIT_DIMENSIONS,
  column('passed', 'Bool', 'whether the check let the request pass'),
  LATENCY,
  column('override_id', TEXT, 'the override that applied, empty without one'),
  column('limit', 'UInt64', 'the limit that applied'),
  column('remaining', 'UInt64', 'what was left after the check'),
  column('tokens', 'UInt64', 'the cost of the check'),
  column('reset_at', UNIX_MS, 'when the window ends, in Unix milliseconds'),
];

export const RATELIMIT_MEASURES: readonly Measure[] = [
  measure(
    'passed',
    COUNT,
    'toInt64(`_t`.`passed`)',
    'checks that passed: read it with `sum(passed)`',
  ),
  measure('total', COUNT, 'toInt64(1)', 'all checks: read it with `sum(total)`'),
  measure('total_tokens', COUNT, 'toInt64(`_t`.`tokens`)', 'the cost of all checks'),
  measure(
    'passed_tokens',
    COUNT,
    'toInt64(if(`_t`.`passed`, `_t`.`tokens`, 0))',
    'the cost of the checks that passed',
  ),
  ...LATENCY_STATES,
];

export const GATEWAY_REQUEST_COLUMNS: readonly Column[] = [
  column('request_id', TEXT, 'the request'),
  TIME_MS,
  WORKSPACE_ID,
  column('project_id', TEXT, 'the project'),
  column('app_id', TEXT, 'the app'),
  column('environment_id', TEXT, 'the environment'),
  column('deployment_id', TEXT, 'the deployment'),
  column('instance_id', TEXT, 'the instance that answered'),
  column('region', TEXT, 'where the gateway answered'),
  column('method', TEXT, 'the method'),
  column('host', TEXT, 'the host'),
  column('path', TEXT, 'the path'),
  column('query_string', TEXT, 'the query string'),
  column('query_params', 'Map(String, Array(String))', 'the parameters of the query string'),
  column('request_headers', 'Array(String)', 'the headers of the request, as `Name: value`'),
  column('request_body', TEXT, 'the body of the request'),
  column('response_status', 'Int32', 'the status'),
  column('response_headers', 'Array(String)', 'the headers of the response, as `Name: value`'),
  column('response_body', TEXT, 'the body of the response'),
  column('user_agent', TEXT, 'the user agent'),
  column('ip_address', TEXT, 'the address of the client'),
  column('total_latency', UNIX_MS, 'the whole time, in milliseconds'),
  column('instance_latency', UNIX_MS, 'the time of the instance, in milliseconds'),
  column('gateway_latency', UNIX_MS, 'the time of the gateway, in milliseconds'),
];

export const RUNTIME_LOG_COLUMNS: readonly Column[] = [
  column('log_id', TEXT, 'the line'),
  TIME_MS,
  column('inserted_at', UNIX_MS, 'when the line arrived, in Unix milliseconds'),
  column('severity', TEXT, 'the severity'),
  column('message', TEXT, 'the text'),
  WORKSPACE_ID,
  column('project_id', TEXT, 'the project'),
  column('environment_id', TEXT, 'the environment'),
  column('app_id', TEXT, 'the app'),
  column('deployment_id', TEXT, 'the deployment'),
  column('region', TEXT, 'where the program runs'),
  column('attributes_text', TEXT, 'the attributes, as JSON: read them with `JSONExtractString`'),
];

function column(name: string, type: string, meaning: string): Column {
  return { name, type, meaning };
}

function measure(name: string, type: string, ofEvent: string, meaning: string): Measure {
  return { name, type, meaning, ofEvent };
}
