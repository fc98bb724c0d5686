import { request } from 'node:http';
import { preparation } from '../../src/analytics/schema.js';
import { startTestEngine } from '../analytics-engine.js';

export interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

export interface QueryEngine {
  /** As the reader of a workspace, or as the service itself in the database `unlatch`. */
  ask(database: string, sql: string): Promise<EngineAnswer>;
  stop(): Promise<void>;
}

export const OWN = 'ws_own';
export const OTHER = 'ws_other';
/** Every text of the other workspace has it. */
export const CANARY = 'CANARY';

/** An engine with all tables, and with events of two workspaces that end at `nowMs`. */
export async function startQueryEngine(nowMs: number): Promise<QueryEngine> {
  const engine = await startTestEngine();
  const { address } = engine;
  if (address.kind !== 'embedded') throw new Error('the engine of tests has a socket');
  const statements = [
    ...preparation({ kind: 'embedded', socketPath: '' }),
    ...insertEvents(OWN, 'customer', nowMs),
    ...insertEvents(OTHER, CANARY, nowMs),
  ];
  for (const statement of statements) await engine.run(statement);
  return {
    ask: (database, sql) => send(address.socketPath, database, sql),
    stop: () => engine.stop(),
  };
}

function insertEvents(workspaceId: string, word: string, nowMs: number): readonly string[] {
  return [
    `INSERT INTO unlatch.key_verifications_raw (
      request_id, time, workspace_id, key_space_id, identity_id, external_id, key_id, outcome,
      source, app_id, tags, region, spent_credits, latency
    ) SELECT
      concat('req_${word}_', toString(number)), ${nowMs} - number * 600000, '${workspaceId}',
      concat('ks_${word}_', toString(number % 2)), 'id_${word}',
      concat('${word}_', toString(number % 7)), concat('key_${word}_', toString(number % 5)),
      ['VALID', 'RATE_LIMITED', 'USAGE_EXCEEDED'][number % 3 + 1], 'api', '',
      [concat('path=/v1/', toString(number % 3)), 'env=production', 'plan=pro', '${word}'],
      'region_${word}', number % 3, number / 100
    FROM numbers(2000)`,
    `INSERT INTO unlatch.limit_checks_raw (
      request_id, time, workspace_id, namespace_id, identifier, passed, latency, override_id,
      limit, remaining, tokens, reset_at
    ) SELECT
      concat('req_${word}_', toString(number)), ${nowMs} - number * 60000, '${workspaceId}',
      'ns_${word}', concat('${word}_', toString(number % 7)), number % 2 = 0, number / 100,
      'over_${word}', 10, number % 3, 1 + number % 2, ${nowMs}
    FROM numbers(2000)`,
  ];
}

const SETTINGS = [
  'default_format=JSONCompactEachRow',
  'date_time_output_format=iso',
  'output_format_json_quote_64bit_integers=0',
  'max_execution_time=10',
].join('&');

function send(socketPath: string, database: string, sql: string): Promise<EngineAnswer> {
  const path = `/?database=${database}&${SETTINGS}`;
  return new Promise((resolve, reject) => {
    const req = request({ socketPath, path, method: 'POST' }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      const answer = (status: number) => ({ status, text: Buffer.concat(chunks).toString() });
      // A query that fails after its first rows has no status of its own: the answer breaks off.
      res.on('error', () => resolve(answer(0)));
      res.on('end', () => resolve(answer(res.statusCode ?? 0)));
    });
    req.on('error', reject);
    req.end(sql);
  });
}
