import { describe, expect, it } from 'vitest';
import { type GuardOptions, guardQuery } from './guard-query.js';

const NOW_MS = Date.parse('2026-11-30T12:00:00Z');

const OPTIONS: GuardOptions = {
  group: 'verifications',
  workspaceId: 'ws_1',
  rowsMax: 100,
  retentionDays: 30,
  nowMs: NOW_MS,
};

function refusal(text: string, options: Partial<GuardOptions> = {}): string {
  const guarded = guardQuery(text, { ...OPTIONS, ...options });
  return guarded.kind === 'refused' ? `${guarded.code}: ${guarded.detail}` : guarded.sql;
}

function sqlOf(text: string, options: Partial<GuardOptions> = {}): string {
  const guarded = guardQuery(text, { ...OPTIONS, ...options });
  if (guarded.kind === 'refused') throw new Error(guarded.detail);
  return guarded.sql;
}

const V1 = 'key_verifications_v1';
const manyColumns = (count: number) =>
  Array.from({ length: count }, (_, index) => index).join(', ');

/** One query for each rule that breaks it and none before it, in the order of the contract. */
const RULES: readonly (readonly [rule: string, text: string, refusal: string])[] = [
  [
    'length',
    `SELECT 1 FROM ${V1} WHERE external_id = '${'é'.repeat(8_200)}'`,
    'invalid_analytics_query: Analytics query exceeds the maximum length',
  ],
  [
    'syntax',
    `SELECT count( FROM ${V1}`,
    'invalid_analytics_query: Invalid SQL syntax: line 1, column 15: expected an expression, but found "FROM"',
  ],
  ['one statement', '-- none\n/* at all */', 'invalid_analytics_query: No SQL statements found'],
  [
    'no second statement',
    'DROP TABLE x; SELECT 1',
    'invalid_analytics_query: Analytics queries must contain exactly one statement',
  ],
  [
    'SELECT only',
    'INSERT INTO x SELECT * FROM y SETTINGS z = 1',
    'invalid_analytics_query_type: Only SELECT queries are allowed',
  ],
  [
    'no SETTINGS',
    `SELECT ${manyColumns(65)} FROM (SELECT 1 SETTINGS max_threads = 1, a = {'b': [1, (2)]})`,
    'invalid_analytics_query: SETTINGS clauses are not allowed',
  ],
  [
    'columns',
    `SELECT ${manyColumns(60)} FROM (SELECT ${manyColumns(5)}) WHERE 1 IN (${manyColumns(2000)})`,
    'invalid_analytics_query: Analytics query projects too many columns',
  ],
  [
    'nodes',
    `WITH ${V1} AS (SELECT 1) SELECT 1 IN (${manyColumns(2000)}) FROM ${V1}`,
    'invalid_analytics_query: Analytics query is too complex',
  ],
  [
    'names of CTEs',
    'WITH a AS (WITH Ratelimits_V1 AS (SELECT x IN y) SELECT 1) SELECT 1',
    "invalid_analytics_table: CTE name 'Ratelimits_V1' conflicts with a public table name",
  ],
  [
    'sets',
    'SELECT x IN system.tables',
    'invalid_analytics_query: Table-backed IN expressions are not supported; use a literal list or a subquery',
  ],
  [
    'FROM',
    'SELECT (SELECT 1 FROM system.tables)',
    'invalid_analytics_query: Query must have a FROM clause',
  ],
  [
    'tables',
    "SELECT version() FROM url('http://x') JOIN system.tables ON 1",
    "invalid_analytics_table: Access to table 'system.tables' is not allowed",
  ],
  [
    'table functions',
    "SELECT Version() FROM Url('http://x')",
    "invalid_analytics_function: Table function 'Url' is not allowed for security reasons",
  ],
  [
    'functions',
    `SELECT Version() FROM ${V1} WHERE time >= 0`,
    "invalid_analytics_function: Function 'version' is not allowed",
  ],
  [
    'retention',
    `SELECT 1 FROM ${V1} WHERE time >= 0`,
    'query_range_exceeds_retention: Cannot query data older than 30 days. Your query attempts to access data from 1970-01-01, but only data from 2026-10-31 onwards is available.',
  ],
];

describe('guardQuery refuses in the order of the contract', () => {
  it.each(RULES)('%s', (_, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it.each([16_384, 16_385])('a text of %i bytes', (bytes) => {
    const text = `SELECT 1 FROM ${V1}`.padEnd(bytes);
    expect(guardQuery(text, OPTIONS).kind).toBe(bytes > 16_384 ? 'refused' : 'query');
  });

  it.each([64, 65])('%i columns', (count) => {
    const text = `SELECT ${manyColumns(count)} FROM ${V1}`;
    expect(guardQuery(text, OPTIONS).kind).toBe(count > 64 ? 'refused' : 'query');
  });

  it('allows 2,000 nodes, and not 2,001', () => {
    // Apart from the numbers: the query, the SELECT, the table, IN, its left side and the tuple.
    const text = (count: number) => `SELECT 1 IN (${manyColumns(count)}) FROM ${V1}`;
    expect(guardQuery(text(1994), OPTIONS).kind).toBe('query');
    expect(refusal(text(1995))).toContain('too complex');
  });

  it.each([';', ' ; -- the end'])('nothing because of %j at the end', (end) => {
    expect(sqlOf(`SELECT 1 FROM ${V1}${end}`)).toBe(sqlOf(`SELECT 1 FROM ${V1}`));
  });

  it('a query that would be longer than the engine reads', () => {
    const joins = (count: number) => `SELECT 1 FROM ${V1}${`, ${V1}`.repeat(count)}`;
    expect(guardQuery(joins(200), OPTIONS).kind).toBe('query');
    expect(refusal(joins(700)).slice(0, 80)).toContain('too complex');
  });

  it('every lambda that could get a name, and so replace an operator', () => {
    for (const text of [
      `WITH (x, y) -> 1 AS equals SELECT 1 FROM ${V1}`,
      `WITH ((x, y) -> 1) AS \`and\` SELECT 1 FROM ${V1}`,
      `SELECT arrayFilter((x -> 1) AS equals, tags) FROM ${V1}`,
      `SELECT 1 FROM ${V1} ARRAY JOIN (x -> 1) AS equals`,
      `SELECT x -> 1 FROM ${V1}`,
    ]) {
      expect(refusal(text), text).toContain('A lambda may only be an argument of arrayFilter');
    }
    expect(sqlOf(`SELECT arrayFilter(x -> x != '', tags) FROM ${V1}`)).toContain('(`x`) -> (');
  });

  it('every parameter, which nothing could be bound to', () => {
    expect(refusal(`SELECT {x: String} FROM ${V1}`)).toContain('parameters');
    expect(refusal(`SELECT 1 IN {x: String} FROM ${V1}`)).toContain('Table-backed');
    expect(refusal('SELECT 1 FROM {t: Identifier}')).toContain('expected a table');
  });
});

describe('guardQuery confines', () => {
  it('a table to the workspace', () => {
    expect(sqlOf(`SELECT 1 FROM ${V1}`, { retentionDays: 0 })).toMatch(
      /FROM \(SELECT .* FROM `unlatch`\.`key_verifications_raw` AS `_t` WHERE `_t`\.`workspace_id` = 'ws_1'\) AS `key_verifications_v1` LIMIT 100$/,
    );
  });

  it('a table to the APIs or namespaces of the caller, and tells them to the reader', () => {
    const verifications = guardQuery(`SELECT 1 FROM ${V1}`, { ...OPTIONS, scope: ["k'1", 'k2'] });
    expect(verifications).toMatchObject({
      sql: expect.stringContaining(" AND `_t`.`key_space_id` IN ('k\\'1', 'k2') AND "),
      scope: { column: 'key_space_id', ids: ["k'1", 'k2'] },
    });
    const ratelimits = guardQuery('SELECT 1 FROM ratelimits_v1', {
      ...OPTIONS,
      group: 'ratelimits',
      scope: ['n'],
    });
    expect(ratelimits).toMatchObject({ scope: { column: 'namespace_id', ids: ['n'] } });
  });

  it('a caller whose APIs are gone to no rows', () => {
    expect(sqlOf(`SELECT 1 FROM ${V1}`, { scope: [] })).toContain("= 'ws_1' AND 0 AND");
  });

  it('a table to whole days of the retention', () => {
    const midnightMs = Date.parse('2026-10-31T00:00:00Z');
    expect(sqlOf(`SELECT 1 FROM ${V1}`)).toContain(`AND \`_t\`.\`time\` >= ${midnightMs})`);
  });

  it('every SELECT to the rows that it may give', () => {
    const limits = (text: string) => sqlOf(text).match(/ LIMIT \d+/g);
    expect(limits(`SELECT 1 FROM ${V1} LIMIT 5`)).toEqual([' LIMIT 5']);
    for (const limit of ['', 'LIMIT 101', 'LIMIT -1', 'LIMIT ALL', 'LIMIT 1 + 1', 'LIMIT 0.5']) {
      expect(limits(`SELECT 1 FROM ${V1} ${limit}`), limit).toEqual([' LIMIT 100']);
    }
    expect(
      limits(
        [
          `WITH a AS (SELECT 1 FROM ${V1} LIMIT 7)`,
          'SELECT (SELECT 2), 3 IN (SELECT 4)',
          'FROM (SELECT 5 FROM a) AS b JOIN (SELECT 6) AS c ON 1',
          'UNION ALL (SELECT 7 FROM a EXCEPT SELECT 8)',
          'INTERSECT SELECT 9 LIMIT 9',
        ].join(' '),
      ),
    ).toEqual([7, 100, 100, 100, 100, 100, 100, 100, 9].map((count) => ` LIMIT ${count}`));
    expect(sqlOf(`SELECT 1 FROM ${V1} LIMIT 200 OFFSET 3`)).toMatch(/ LIMIT 100 OFFSET 3$/);
    expect(sqlOf(`SELECT 1 FROM ${V1} LIMIT 2 BY 1`)).toMatch(/ LIMIT 2 BY 1 LIMIT 100$/);
  });

  it('the condition of the query to what the workspace has, whatever it says', () => {
    expect(sqlOf(`SELECT 1 FROM ${V1} WHERE 1 OR 1`)).toMatch(
      /'ws_1' AND `_t`.`time` >= \d+\) AS `key_verifications_v1` WHERE 1 OR 1 LIMIT 100$/,
    );
  });

  it('each side of a join within itself, so that rows without a partner stay', () => {
    const sql = sqlOf(`SELECT 1 FROM ${V1} AS a LEFT JOIN ${V1} AS b USING (key_id)`);
    expect(sql.match(/`workspace_id` = 'ws_1'/g)).toHaveLength(2);
    expect(sql).toMatch(/\) AS `a` LEFT JOIN \(.*\) AS `b` USING \(`key_id`\) LIMIT 100$/);
  });

  it('PREWHERE to what WHERE does', () => {
    expect(sqlOf(`SELECT 1 FROM ${V1} PREWHERE 2 WHERE 3 OR 4`)).toMatch(
      / WHERE 2 AND \(3 OR 4\) LIMIT 100$/,
    );
    expect(sqlOf(`SELECT 1 FROM ${V1} PREWHERE 2`)).toMatch(/ WHERE 2 LIMIT 100$/);
  });
});

describe('guardQuery reads', () => {
  it('the tables of its own group only', () => {
    expect(refusal('SELECT 1 FROM ratelimits_v1')).toContain("'ratelimits_v1' is not allowed");
    expect(refusal(`SELECT 1 FROM ${V1}`, { group: 'ratelimits' })).toContain('is not allowed');
  });

  it('a CTE by its name, within the WITH that has it and below', () => {
    expect(sqlOf('WITH a AS (SELECT 1) SELECT 1 FROM a')).toContain('FROM `a` LIMIT');
    expect(sqlOf('WITH a AS (SELECT 1) SELECT 1 FROM (SELECT 1 FROM a)')).toContain('FROM `a`');
    expect(sqlOf('WITH a AS (SELECT 1) SELECT 1 FROM a UNION ALL SELECT 2 FROM a b')).toContain(
      'FROM `a` AS `b`',
    );
    expect(sqlOf('SELECT 1 FROM (WITH a AS (SELECT 1) SELECT 1 FROM a)')).toContain('FROM `a`');
    expect(refusal('SELECT 1 FROM (WITH a AS (SELECT 1) SELECT 1 FROM a) JOIN a ON 1')).toContain(
      "'a' is not allowed",
    );
    expect(refusal('WITH a AS (SELECT 1) SELECT 1 FROM A')).toContain("'A' is not allowed");
    expect(refusal('WITH 1 AS a SELECT 1 FROM a')).toContain("'a' is not allowed");
  });

  it('the states of latencies', () => {
    const text = [
      'SELECT AVGMERGE(latency_avg), quantilesTDigestMerge(0.75)(latency_p75)[1]',
      'FROM key_verifications_per_day_v1',
    ].join(' ');
    expect(sqlOf(text)).toMatch(
      /^SELECT avgMerge\(`latency_avg`\), quantilesTDigestMerge\(0\.75\)\(`latency_p75`\)\[1\] FROM/,
    );
  });

  it('a name that is cut if it is long', () => {
    expect(refusal(`SELECT 1 FROM ${'x'.repeat(500)}`)).toContain(`'${'x'.repeat(128)}…'`);
    expect(refusal(`SELECT ${'x'.repeat(500)}(1) FROM ${V1}`)).toContain(`'${'x'.repeat(128)}…'`);
  });
});
