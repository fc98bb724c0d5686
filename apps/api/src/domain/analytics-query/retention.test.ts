import { describe, expect, it } from 'vitest';
import { guardQuery } from './guard-query.js';

const NOW = '2026-11-30T12:00:00Z';
const NOW_MS = Date.parse(NOW);
const DAY_MS = 86_400_000;
const FROM_MS = NOW_MS - 30 * DAY_MS;

function judge(query: string, retentionDays = 30): string {
  const guarded = guardQuery(query, {
    group: 'verifications',
    workspaceId: 'ws_1',
    rowsMax: 100,
    retentionDays,
    nowMs: NOW_MS,
  });
  return guarded.kind === 'refused' ? guarded.detail : 'passes';
}

function judgeWhere(condition: string): string {
  return judge(`SELECT count() FROM key_verifications_v1 AS k WHERE ${condition}`);
}

function tooOld(date: string): string {
  return `Cannot query data older than 30 days. Your query attempts to access data from ${date}, but only data from 2026-10-31 onwards is available.`;
}

describe('a lower bound on time', () => {
  it.each([
    ['time >= VALUE'],
    ['time > VALUE'],
    ['time = VALUE'],
    ['VALUE <= time'],
    ['VALUE < time'],
    ['VALUE == time'],
    ['time BETWEEN VALUE AND now()'],
    ['k.time >= VALUE'],
    ['K.TIME >= VALUE'],
    ["outcome = 'VALID' AND (key_id = 'k' OR (time >= VALUE))"],
  ])('is found in: %s', (condition) => {
    expect(judgeWhere(condition.replace('VALUE', String(FROM_MS)))).toBe('passes');
    expect(judgeWhere(condition.replace('VALUE', String(FROM_MS - 1)))).toBe(tooOld('2026-10-31'));
  });

  it.each([
    ['time <= 0'],
    ['time < 0'],
    ['time != 0'],
    ['0 >= time'],
    ['time NOT BETWEEN 0 AND 1'],
    ['time IN (0, 1)'],
    ['NOT (time >= 0)'],
    ['toStartOfDay(time) >= 0'],
    ['latency >= 0'],
    ['1'],
  ])('is not seen in: %s', (condition) => {
    expect(judgeWhere(condition)).toBe('passes');
  });

  it('is looked for in WHERE only, of every SELECT', () => {
    const table = 'key_verifications_v1';
    expect(judge(`SELECT time FROM ${table} HAVING time >= 0`)).toBe('passes');
    expect(judge(`SELECT time FROM ${table} PREWHERE time >= 0`)).toBe('passes');
    for (const query of [
      `SELECT 1 FROM (SELECT time FROM ${table} WHERE time >= 0)`,
      `WITH a AS (SELECT time FROM ${table} WHERE time >= 0) SELECT 1 FROM a`,
      `SELECT 1 FROM ${table} UNION ALL SELECT 1 FROM ${table} WHERE time >= 0`,
      `SELECT 1 FROM ${table} EXCEPT SELECT 1 FROM ${table} WHERE time >= 0`,
      `SELECT 1 FROM ${table} WHERE key_id IN (SELECT key_id FROM ${table} WHERE time >= 0)`,
    ]) {
      expect(judge(query), query).toBe(tooOld('1970-01-01'));
    }
  });

  it('is free in a workspace without a retention of its own', () => {
    expect(judge('SELECT 1 FROM key_verifications_v1 WHERE time >= 0', 0)).toBe('passes');
  });
});

describe('the value of a bound is understood', () => {
  it.each([
    ["'2026-10-31T11:59:59Z'", '2026-10-31'],
    ["'2026-10-31T13:59:59.9+02:00'", '2026-10-31'],
    ["'2026-10-31 11:59:59'", '2026-10-31'],
    ["'2026-10-31'", '2026-10-31'],
    ['-1', '1969-12-31'],
    ['-99999999999999999', '0000-01-01'],
    ['now() - INTERVAL 31 DAY', '2026-10-30'],
    ['now64(3) - INTERVAL 2592001 SECOND', '2026-10-31'],
    ['today() - INTERVAL 43201 MINUTE', '2026-10-31'],
    ['now() - INTERVAL 721 HOUR', '2026-10-31'],
    ['now() - INTERVAL 5 WEEK', '2026-10-26'],
    ['now() - INTERVAL 2 MONTH', '2026-10-01'],
    ['now() - INTERVAL 1 YEAR', '2025-11-30'],
    ['now() - INTERVAL 32 DAY + INTERVAL 1 DAY', '2026-10-30'],
    ['toStartOfHour(now() - INTERVAL 31 DAY)', '2026-10-30'],
    ['toDateTime64(toDate(now() - INTERVAL 31 DAY), 3)', '2026-10-30'],
    ["date_trunc('month', now() - INTERVAL 31 DAY)", '2026-10-30'],
    ["formatDateTime(now() - INTERVAL 31 DAY, '%F')", '2026-10-30'],
    ['toUnixTimestamp64Milli(now64() - INTERVAL 31 DAY)', '2026-10-30'],
    ['fromUnixTimestamp64Milli(5)', '1970-01-01'],
    ["DATE '2026-01-01'", '2026-01-01'],
    ["'2026-01-01'::Date", '2026-01-01'],
  ])('in %s', (value, date) => {
    expect(judgeWhere(`time >= ${value}`)).toBe(tooOld(date));
  });

  it.each([
    ["'2026-10-31T12:00:00Z'"],
    ['now() - INTERVAL 30 DAY'],
    ['toStartOfMonth(now() - INTERVAL 30 DAY)'],
    ['now() - INTERVAL 1 MONTH'],
    ['now() - INTERVAL 9 QUARTER'],
    ['now() - toIntervalDay(99)'],
    ['now() - 99'],
    ["'yesterday'"],
    ["'2026-13-45'"],
    ['1.5'],
    ['(SELECT min(time) FROM key_verifications_v1)'],
    ['x'],
  ])('or passes: %s', (value) => {
    expect(judgeWhere(`time >= ${value}`)).toBe('passes');
  });
});
