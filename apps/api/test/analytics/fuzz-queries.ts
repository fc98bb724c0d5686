import { FUNCTION_GROUPS } from '../../src/domain/analytics-query/functions.js';
import { guardQuery } from '../../src/domain/analytics-query/guard-query.js';
import { printQuery } from '../../src/domain/analytics-query/syntax/print.js';
import { PUBLIC_TABLES, type TableGroup } from '../../src/domain/analytics-query/tables.js';
import { Random } from '../fuzz/random.js';
import { CANARY, OTHER, OWN, type QueryEngine } from './engine.js';
import { ESCAPES } from './escapes.js';
import { QUERIES } from './queries.js';
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

type FuzzedGroup = 'verifications' | 'ratelimits';

/** Some mostly run. Some are of every shape, and mostly fail. Some are crossed from texts that do. */
function textOf(random: Random, group: FuzzedGroup): string {
  switch (random.below(4)) {
    case 0:
      return printQuery(randomQuery(random, vocabularyOf(group), 3 + random.below(20)));
    case 1:
      return crossedText(random, group);
    default:
      return runnableQuery(random, group);
  }
}

/** A query of our own, in which pieces are taken out or replaced by pieces of others. */
export function crossedText(random: Random, group: FuzzedGroup): string {
  const own = QUERIES.filter((query) => query.group === group).map(({ sql }) => sql);
  const donors = [...own, ...ESCAPES.map(({ sql }) => sql.slice(0, 400))];
  let text = random.pick(own) ?? '';
  for (let turn = 0; turn <= random.below(3); turn += 1) {
    const pieces = text.split(/(?<=\W)|(?=\W)/);
    const donor = (random.pick(donors) ?? '').split(/(?<=\W)|(?=\W)/);
    const from = random.below(donor.length);
    const given = random.percent(70) ? donor.slice(from, from + random.below(8)) : [];
    pieces.splice(random.below(pieces.length), random.below(5), ...given);
    text = pieces.join('');
  }
  return text;
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
