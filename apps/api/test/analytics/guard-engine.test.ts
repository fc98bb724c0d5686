import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLLUPS, type RollupDefinition } from '../../src/analytics/rollups.js';
import { type GuardOptions, guardQuery } from '../../src/domain/analytics-query/guard-query.js';
import { parse } from '../../src/domain/analytics-query/syntax/parse.js';
import { printQuery } from '../../src/domain/analytics-query/syntax/print.js';
import type { TableGroup } from '../../src/domain/analytics-query/tables.js';
import { missingEngine } from '../analytics-engine.js';
import { Random } from '../fuzz/random.js';
import { CANARY, type EngineAnswer, OWN, type QueryEngine, startQueryEngine } from './engine.js';
import { ESCAPES } from './escapes.js';
import { crossedText, fuzzQueries } from './fuzz-queries.js';
import { QUERIES } from './queries.js';
import { HOSTILE_VOCABULARY, randomQuery } from './random-query.js';

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;
/** Room for a machine that is busy: the engine gives way to everything else. */
const MANY_QUERIES_MS = 180_000;

let engine: QueryEngine;

beforeAll(async () => {
  if (missingEngine === undefined) engine = await startQueryEngine(NOW_MS);
});

afterAll(async () => {
  if (missingEngine === undefined) await engine.stop();
});

const OPTIONS = { workspaceId: OWN, rowsMax: 10_000, retentionDays: 90, nowMs: NOW_MS } as const;

function guarded(group: TableGroup, sql: string, options: Partial<GuardOptions> = {}): string {
  const answer = guardQuery(sql, { group, ...OPTIONS, ...options });
  if (answer.kind === 'refused') throw new Error(`${answer.detail}: ${sql}`);
  return answer.sql;
}

async function rowsOf(group: TableGroup, sql: string, options: Partial<GuardOptions> = {}) {
  const { status, text } = await engine.ask(OWN, guarded(group, sql, options));
  expect(status, text).toBe(200);
  const rows: unknown[] = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return rows;
}

/** The engine's own reading of a text, as lines. */
function explain(sql: string): Promise<EngineAnswer> {
  return engine.ask('unlatch', `EXPLAIN AST ${sql}`);
}

function printed(sql: string): string {
  const parsed = parse(sql);
  const [statement] = parsed.kind === 'statements' ? parsed.statements : [];
  if (statement?.kind !== 'query') throw new Error(sql);
  return printQuery(statement);
}

/** What stands on the right of each IN, in the engine's reading. A name there is a table. */
function setsOf(tree: string): readonly string[] {
  const lines = tree
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => String(JSON.parse(line)));
  const depths = lines.map((line) => line.search(/\S/));
  return lines.flatMap((line, index) => {
    if (!/^ *Function (?:in|notIn) /.test(line)) return [];
    const depth = depths[index] ?? 0;
    const end = depths.findIndex((other, at) => at > index && other <= depth);
    const below = lines.slice(index, end === -1 ? undefined : end);
    const operands = below.filter((_, at) => depths[index + at] === depth + 2);
    return operands.slice(1).map((operand) => operand.trim());
  });
}

/** Makes the public sums of all events before this moment. */
async function seal({ tables }: RollupDefinition, toMs: number): Promise<void> {
  for (const { name, select } of tables.filter((table) => table.name.includes('_per_'))) {
    const insert = `INSERT INTO unlatch.${name} ${select({ fromMs: 0, toMs })}`;
    const { status, text } = await engine.ask('unlatch', insert);
    expect(status, text).toBe(200);
  }
}

describe.skipIf(missingEngine !== undefined)('the engine', () => {
  it.each(QUERIES)('answers: $title', async ({ group, sql }) => {
    const { status, text } = await engine.ask(OWN, guarded(group, sql));
    expect(status, text).toBe(200);
    expect(text).not.toContain(CANARY);
  });

  it.each(ESCAPES.filter(({ ends }) => ends === 'confined'))(
    'tells nothing of another workspace: $title',
    async ({ sql }) => {
      const { text } = await engine.ask(OWN, guarded('verifications', sql));
      expect(text).not.toContain(CANARY);
    },
  );

  it.each(QUERIES)('reads a text as it reads what is printed from it: $title', async ({ sql }) => {
    const withoutEnd = sql.replace(/;$/, '');
    const [original, copy] = [await explain(withoutEnd), await explain(printed(withoutEnd))];
    expect(original.status, original.text).toBe(200);
    // Numbers are printed before they are converted, and a conversion takes their text.
    if (!sql.includes('::')) expect(copy.text).toBe(original.text);
  });

  it('reads every random query that is printed', { timeout: MANY_QUERIES_MS }, async () => {
    for (let index = 0; index < 300; index += 1) {
      const random = new Random(2, `query ${index}`);
      const text = printQuery(randomQuery(random, HOSTILE_VOCABULARY, 5 + (index % 40)));
      const { status, text: answer } = await explain(text);
      expect(status, `${answer} for ${text}`).toBe(200);
    }
  });

  it('finds no table in what the guard lets through but those that are confined', {
    timeout: MANY_QUERIES_MS,
  }, async () => {
    const crossed = Array.from({ length: 400 }, (_, index) =>
      crossedText(new Random(4, `crossed ${index}`), 'verifications'),
    );
    let judged = 0;
    for (const text of [...ESCAPES.map(({ sql }) => sql), ...crossed]) {
      const answer = guardQuery(text, { ...OPTIONS, group: 'verifications' });
      if (answer.kind === 'refused') continue;
      const { status, text: tree } = await explain(answer.sql);
      expect(status, `${tree} for ${text}`).toBe(200);
      // Our own subqueries are the only ones whose table has this alias.
      const tables = [...tree.matchAll(/TableIdentifier ([^"]*)"/g)].map(([, table = '']) => table);
      const open = tables.filter((table) => table.includes('.') && !table.endsWith(' (alias _t)'));
      expect(open, text).toEqual([]);
      expect(tree, text).not.toContain('TableFunction');
      expect(
        setsOf(tree).filter((set) => set.startsWith('Identifier')),
        text,
      ).toEqual([]);
      judged += 1;
    }
    expect(judged).toBeGreaterThan(60);
  });

  it('tells nothing of another workspace, whatever random queries ask', {
    timeout: MANY_QUERIES_MS,
  }, async () => {
    const outcome = await fuzzQueries({ engine, seed: 1, from: 0, count: 300, nowMs: NOW_MS });
    expect(outcome.leaks).toEqual([]);
    expect(outcome.answered).toBeGreaterThan(30);
  });

  it.each([
    ['parentheses', (n: number) => `SELECT ${'('.repeat(n)}1${')'.repeat(n)}`, ''],
    ['signs', (n: number) => `SELECT ${'- '.repeat(n)}x`, ''],
    ['calls', (n: number) => `SELECT ${'abs('.repeat(n)}latency${')'.repeat(n)}`, ''],
    ['arrays', (n: number) => `SELECT ${'['.repeat(n)}1${']'.repeat(n)}`, ''],
    ['sums', (n: number) => `SELECT 1${' + 1'.repeat(n)}`, ''],
  ])('reads as deep as the guard lets through: %s', async (_, textOf) => {
    const from = ' FROM key_verifications_v1 LIMIT 1';
    let deepest = 0;
    for (let depth = 1; depth <= 100; depth += 1) {
      const answer = guardQuery(`${textOf(depth)}${from}`, {
        group: 'verifications',
        workspaceId: OWN,
        rowsMax: 1,
        retentionDays: 0,
        nowMs: NOW_MS,
      });
      if (answer.kind === 'query') deepest = depth;
    }
    expect(deepest).toBeGreaterThan(40);
    const { status, text } = await explain(guarded('verifications', `${textOf(deepest)}${from}`));
    expect(status, text).toBe(200);
  });

  it.each([
    ['key_verifications_v1', 'toUnixTimestamp64Milli(now64(3) - INTERVAL 1 DAY)'],
    ['key_verifications_per_minute_v1', 'now() - INTERVAL 1 DAY'],
    ['key_verifications_per_hour_v1', 'now() - INTERVAL 1 DAY'],
    ['key_verifications_per_day_v1', 'today() - INTERVAL 1 DAY'],
    ['key_verifications_per_month_v1', 'today() + INTERVAL 1 DAY'],
  ])('reads only the events of the time that is asked for: %s', async (table, from) => {
    const sql = guarded('verifications', `SELECT key_id FROM ${table} WHERE time >= ${from}`);
    const { status, text } = await engine.ask('unlatch', `EXPLAIN ESTIMATE ${sql}`);
    expect(status, text).toBe(200);
    const [, , , rows = 0] = text === '' ? [] : JSON.parse(text.split('\n')[0] ?? '');
    expect(rows).toBeLessThan(600);
  });

  it('keeps its row policy where a lambda replaces the operators of the guard', async () => {
    for (const name of ['equals', 'or', 'and', 'in']) {
      const lambda = `WITH (x, y) -> 1 AS \`${name}\``;
      const sql = `${lambda} SELECT DISTINCT workspace_id FROM unlatch.key_verifications_raw`;
      const { status, text } = await engine.ask(OWN, sql);
      expect([status, text.trim()]).toEqual([200, `["${OWN}"]`]);
    }
  });

  it('counts each event once, wherever rollups end', async () => {
    const count = 'SELECT sum(count) FROM key_verifications_per_day_v1';
    expect(await rowsOf('verifications', count)).toEqual([[2000]]);
    const midnightMs = NOW_MS - (NOW_MS % DAY_MS) - 3 * DAY_MS;
    await seal(ROLLUPS.verifications, midnightMs);
    await seal(ROLLUPS.verifications_of_month, Date.UTC(2100, 0, 1));
    for (const table of ['day', 'month']) {
      const latency = 'round(avgMerge(latency_avg), 3), count(DISTINCT key_id)';
      const sum = `SELECT sum(count), sum(spent_credits), ${latency} FROM key_verifications_per_${table}_v1`;
      const before = await rowsOf('verifications', sum);
      expect(before[0]).toEqual([2000, 1999, 9.995, 5]);
      expect(await rowsOf('verifications', sum, { sealedUntilMs: midnightMs })).toEqual(before);
    }
  });
});
