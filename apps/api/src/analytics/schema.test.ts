import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingEngine, startTestEngine, type TestAnalytics } from '../../test/analytics-engine.js';
import { ENGINE_DATABASE, PUBLIC_TABLES } from '../domain/analytics-query/tables.js';
import { ENGINE_TABLES, preparation } from './schema.js';
import { openSink } from './sink.js';

describe.skipIf(missingEngine !== undefined)('the tables of the engine', () => {
  let engine: TestAnalytics;
  let id: string;
  beforeAll(async () => {
    engine = await startTestEngine();
    const sink = openSink(engine.address);
    id = await sink.prepare();
    await sink.close();
  });
  afterAll(() => engine.stop());

  it('are made once, and the engine keeps its id', async () => {
    const sink = openSink(engine.address);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await sink.prepare()).toBe(id);
    await sink.close();
  });

  it('are exactly those that have a row policy, each with a workspace', async () => {
    const tables = await engine.select<{ name: string; hasWorkspace: number }>(`
      SELECT tables.name AS name, countIf(columns.name = 'workspace_id') AS hasWorkspace
      FROM system.tables AS tables
      LEFT JOIN system.columns AS columns
        ON columns.database = tables.database AND columns.table = tables.name
      WHERE tables.database = '${ENGINE_DATABASE}' GROUP BY name ORDER BY name`);
    expect(tables.map(({ name }) => name)).toEqual(ENGINE_TABLES.map(({ name }) => name).sort());
    expect(tables.filter(({ hasWorkspace }) => Number(hasWorkspace) !== 1)).toEqual([]);
  });

  it('have every column of the public tables that are read from them', async () => {
    const rows = await engine.select<{ table: string; name: string; type: string }>(`
      SELECT table, name, type FROM system.columns WHERE database = '${ENGINE_DATABASE}'`);
    const has = new Map(rows.map(({ table, name, type }) => [`${table}.${name}`, plain(type)]));
    const missing: string[] = [];
    for (const { columns, source } of PUBLIC_TABLES) {
      const table = physicalTable(source);
      if (table === undefined) continue;
      for (const { name, type } of columns) {
        const found = has.get(`${table}.${name}`);
        if (found !== plain(type)) missing.push(`${table}.${name}: ${found}, not ${plain(type)}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('can be made on a server or a cluster, as far as the grammar says', async () => {
    for (const cluster of [undefined, 'main']) {
      const statements = preparation({ ...SERVER, cluster, readerUrl: 'https://reader@x' });
      for (const statement of statements) await engine.select(`EXPLAIN AST ${statement}`);
    }
  });
});

const SERVER = {
  kind: 'server',
  url: 'https://writer@x',
  readerUrl: undefined,
  cluster: undefined,
} as const;

describe('a server', () => {
  it('has a row policy on every table, also if one user writes and reads', () => {
    for (const readerUrl of [undefined, 'https://reader@x']) {
      const statements = preparation({ ...SERVER, readerUrl });
      for (const { name } of ENGINE_TABLES) {
        expect(statements).toContainEqual(
          expect.stringMatching(
            `^CREATE ROW POLICY IF NOT EXISTS \\w+ ON unlatch\\.${name} FOR SELECT USING currentDatabase\\(\\) = 'unlatch' OR workspace_id = currentDatabase\\(\\) TO ALL$`,
          ),
        );
      }
      expect(statements.filter((text) => text.startsWith('GRANT'))).toHaveLength(
        readerUrl === undefined ? 0 : ENGINE_TABLES.length,
      );
    }
  });
});

/** Where the rows of a table are stored. `undefined`: they are computed. */
function physicalTable(source: (typeof PUBLIC_TABLES)[number]['source']): string | undefined {
  if (source.kind === 'raw') return source.table;
  if (source.kind !== 'sealed') return undefined;
  return source.bucket === 'day' ? source.dayTable : source.monthTable;
}

/** How a text is stored makes no difference to a query. */
function plain(type: string): string {
  return type.replaceAll(/LowCardinality\((\w+)\)/g, '$1').replaceAll(/\s/g, '');
}
