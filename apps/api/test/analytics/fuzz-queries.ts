import { FUNCTION_GROUPS } from '../../src/domain/analytics-query/functions.js';
import { guardQuery } from '../../src/domain/analytics-query/guard-query.js';
import { printQuery } from '../../src/domain/analytics-query/syntax/print.js';
import { PUBLIC_TABLES, type TableGroup } from '../../src/domain/analytics-query/tables.js';
import { Random } from '../fuzz/random.js';
import { CANARY, OTHER, OWN, type QueryEngine } from './engine.js';
import type { Vocabulary } from './random-expression.js';
import { randomQuery } from './random-query.js';
import { runnableQuery } from './runnable-query.js';

export interface FuzzOptions {
  readonly engine: QueryEngine;
  readonly seed: number;
  /** The number of the first query. Each follows from the seed and its number alone. */
  readonly from: number;
  readonly count: number;
  readonly nowMs: number;
}

export interface FuzzOutcome {
  readonly answered: number;
  readonly failed: number;
  readonly refused: number;
  /** Queries whose answer or error has a text of the other workspace. */
  readonly leaks: readonly string[];
}

/**
 * Runs random queries over the public tables as one workspace. Neither answers nor error texts may
 * have a text of the other one, unless the query itself has it: no query here has.
 */
export async function fuzzQueries(options: FuzzOptions): Promise<FuzzOutcome> {
  const { engine, seed, from, count, nowMs } = options;
  const leaks: string[] = [];
  let answered = 0;
  let failed = 0;
  let refused = 0;
  for (let index = from; index < from + count; index += 1) {
    const random = new Random(seed, `guarded ${index}`);
    const group = random.pick(['verifications', 'ratelimits'] as const);
    const text = textOf(random, group);
    const guarded = guardQuery(text, {
      group,
      workspaceId: OWN,
      rowsMax: 100,
      retentionDays: 90,
      nowMs,
    });
    if (guarded.kind === 'refused') {
      refused += 1;
      continue;
    }
    const { status, text: answer } = await engine.ask(OWN, guarded.sql);
    if (status === 200) answered += 1;
    else failed += 1;
    if (answer.includes(CANARY)) leaks.push(`query ${index}: ${text}`);
  }
  return { answered, failed, refused, leaks };
}

/** Half of them mostly run. The others are of every shape, and mostly fail. */
function textOf(random: Random, group: 'verifications' | 'ratelimits'): string {
  if (random.percent(50)) return runnableQuery(random, group);
  return printQuery(randomQuery(random, vocabularyOf(group), 3 + random.below(20)));
}

function vocabularyOf(group: TableGroup): Vocabulary {
  const tables = PUBLIC_TABLES.filter((table) => table.group === group);
  return {
    functions: FUNCTION_GROUPS.flatMap(({ names }) => names),
    columns: [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))],
    tables: tables.map(({ name }) => name),
    strings: ['', 'VALID', OWN, OTHER, '5', '2026-11-30', "'", '\\'],
  };
}
