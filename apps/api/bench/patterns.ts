import { parsePermissionQuery } from '../src/domain/permission-query/parse.js';
import { INNER_WILDCARDS_MAX, WILDCARDS_MAX } from '../src/domain/rate-limit/namespace.js';
import { compileOverrides } from '../src/domain/rate-limit/override-match.js';
import { median, printTable, type Row } from './table.js';

const TURNS = 50;
const IDENTIFIERS_MAX = 100;
const LENGTH_MAX = 512;
const QUERY_LENGTH_MAX = 1000;

/** What the patterns and queries of one request may cost at most. The goal is less than 10 ms. */
export async function benchPatterns(): Promise<void> {
  const identifiers = Array.from({ length: IDENTIFIERS_MAX }, (_, n) =>
    `${'ab'.repeat(5)}${'a'.repeat(LENGTH_MAX)}`.slice(0, LENGTH_MAX - 4).concat(`x${n}`),
  );
  const inner = Array.from(
    { length: INNER_WILDCARDS_MAX },
    (_, n) => `*${'a'.repeat(100 + n)}b${'*a'.repeat(99)}*`,
  );
  const outer = Array.from(
    { length: WILDCARDS_MAX - INNER_WILDCARDS_MAX },
    (_, n) => `${'a'.repeat(n % 31)}*${'a'.repeat(n % 29)}b`,
  );
  const find = compileOverrides(
    [...inner, ...outer].map((identifier, n) => ({ id: `rlor_${n}`, identifier, createdAtMs: n })),
  );
  const half = QUERY_LENGTH_MAX / 2 - 1;
  const queries = {
    'a query of a thousand parentheses': `${'('.repeat(half)}a${')'.repeat(half)}`,
    'a query of a thousand parentheses, none closed': '('.repeat(2 * half),
    'a query of as many operators': 'a OR '.repeat(QUERY_LENGTH_MAX / 5).concat('a'),
  };
  const rows: Row[] = [
    cost(`${WILDCARDS_MAX} wildcards, ${IDENTIFIERS_MAX} identifiers of ${LENGTH_MAX}`, () =>
      identifiers.forEach(find),
    ),
    ...Object.entries(queries).map(([name, query]) =>
      cost(name, () => {
        parsePermissionQuery(query);
      }),
    ),
  ];
  printTable('Hostile patterns', ['CPU ms', 'longest ms'], rows);
}

/** The median and the longest of many turns, after the code has been compiled. */
function cost(name: string, run: () => void): Row {
  const turns = Array.from({ length: TURNS }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { name, cells: [median(turns), Math.max(...turns.slice(TURNS / 5))] };
}
