import { describe, expect, it } from 'vitest';
import { printTableSource, sealedBefore, type Visible } from './table-sources.js';
import { PUBLIC_TABLES, type PublicTable } from './tables.js';

const EVERYTHING: Visible = {
  workspaceId: "w'1",
  scope: null,
  keptFromMs: null,
  sealed: { daysUntilMs: 0, monthsUntilMs: 0 },
};

function tableOf(name: string): PublicTable {
  const table = PUBLIC_TABLES.find((candidate) => candidate.name === name);
  if (!table) throw new Error(name);
  return table;
}

/** Each SELECT of a source as its table and its conditions, without quotes. */
function parts(name: string, visible: Partial<Visible> = {}): readonly string[] {
  const sql = printTableSource(tableOf(name), { ...EVERYTHING, ...visible });
  return sql
    .slice(1, -1)
    .split(' UNION ALL ')
    .map((select) => select.replace(/^.* FROM /, '').replaceAll('`', ''));
}

const WORKSPACE = "_t.workspace_id = 'w\\'1'";
const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);

describe('sealedBefore', () => {
  it.each([
    [Number.NEGATIVE_INFINITY, '1970-01-01', '1970-01-01'],
    [0, '1970-01-01', '1970-01-01'],
    [utc('2026-11-15'), '2026-11-15', '2026-10-01'],
    [utc('2026-11-15') + 5, '2026-11-15', '2026-10-01'],
    [utc('2026-12-01'), '2026-12-01', '2026-11-01'],
    [utc('2026-01-01'), '2026-01-01', '2025-12-01'],
  ])('of %i', (untilMs, days, months) => {
    expect(sealedBefore(untilMs)).toEqual({
      daysUntilMs: utc(days),
      monthsUntilMs: utc(months),
    });
  });
});

describe('printTableSource', () => {
  it('gives every public column by its name, and no other', () => {
    for (const table of PUBLIC_TABLES) {
      const [, list = ''] =
        /^\(SELECT (.*?) (?:FROM|WHERE) /.exec(printTableSource(table, EVERYTHING)) ?? [];
      const names = [...list.matchAll(/ AS `(\w+)`(?:, |$)/g)].map(([, name]) => name);
      expect(names, table.name).toEqual(table.columns.map(({ name }) => name));
    }
  });

  it('confines each physical table to the workspace', () => {
    const sealed = { daysUntilMs: utc('2026-11-15'), monthsUntilMs: utc('2026-11-01') };
    for (const table of PUBLIC_TABLES) {
      const selects = parts(table.name, { sealed });
      for (const select of selects) {
        if (table.source.kind !== 'empty') expect(select).toContain(`WHERE ${WORKSPACE}`);
      }
    }
  });

  it('reads minutes and hours from raw events', () => {
    expect(parts('key_verifications_per_minute_v1')).toEqual([
      `unlatch.key_verifications_raw AS _t WHERE ${WORKSPACE}`,
    ]);
    expect(parts('ratelimits_per_hour_v1', { scope: ['n'], keptFromMs: 5 })).toEqual([
      `unlatch.limit_checks_raw AS _t WHERE ${WORKSPACE} AND _t.namespace_id IN ('n') AND _t.time >= 5`,
    ]);
  });

  it('reads all from raw events while nothing is sealed', () => {
    for (const name of ['key_verifications_per_day_v1', 'key_verifications_per_month_v1']) {
      expect(parts(name)).toEqual([`unlatch.key_verifications_raw AS _t WHERE ${WORKSPACE}`]);
    }
  });

  it('reads each day once: sealed ones from the rollup, later ones from raw events', () => {
    const sealed = { daysUntilMs: utc('2026-11-15'), monthsUntilMs: utc('2026-11-01') };
    expect(parts('ratelimits_per_day_v1', { sealed, keptFromMs: utc('2026-10-10') })).toEqual([
      `unlatch.ratelimits_per_day AS _t WHERE ${WORKSPACE} AND _t.time >= toDate('2026-10-10') AND _t.time < toDate('2026-11-15')`,
      `unlatch.limit_checks_raw AS _t WHERE ${WORKSPACE} AND _t.time >= ${utc('2026-11-15')}`,
    ]);
  });

  it('reads each month once: sealed ones, the days of others, and later events', () => {
    const sealed = { daysUntilMs: utc('2026-11-15'), monthsUntilMs: utc('2026-11-01') };
    expect(parts('ratelimits_per_month_v1', { sealed })).toEqual([
      `unlatch.ratelimits_per_month AS _t WHERE ${WORKSPACE} AND _t.time < toDate('2026-11-01')`,
      `unlatch.ratelimits_per_day AS _t WHERE ${WORKSPACE} AND _t.time >= toDate('2026-11-01') AND _t.time < toDate('2026-11-15')`,
      `unlatch.limit_checks_raw AS _t WHERE ${WORKSPACE} AND _t.time >= ${utc('2026-11-15')}`,
    ]);
  });

  it('hides months that began before the retention, from whatever table they come', () => {
    const sealed = { daysUntilMs: utc('2026-11-15'), monthsUntilMs: utc('2026-11-01') };
    const hidden = parts('ratelimits_per_month_v1', { sealed, keptFromMs: utc('2026-11-02') });
    expect(hidden.at(-1)).toContain(`_t.time >= ${utc('2026-12-01')}`);
    expect(hidden.at(-2)).toContain("_t.time >= toDate('2026-12-01')");
    const kept = parts('ratelimits_per_month_v1', { sealed, keptFromMs: utc('2026-10-01') });
    expect(kept.at(0)).toContain("_t.time >= toDate('2026-10-01')");
  });

  it('gives no rows to a caller whose APIs are gone', () => {
    expect(parts('key_verifications_v1', { scope: [] })).toEqual([
      `unlatch.key_verifications_raw AS _t WHERE ${WORKSPACE} AND 0`,
    ]);
  });

  it('gives the types of a table that nothing fills', () => {
    const sql = printTableSource(tableOf('gateway_requests_v1'), EVERYTHING);
    expect(sql).toContain("defaultValueOfTypeName('Map(String, Array(String))') AS `query_params`");
    expect(sql).toMatch(/ WHERE 0\)$/);
  });
});
