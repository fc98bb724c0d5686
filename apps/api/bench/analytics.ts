import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { startAnalyticsEngine } from '@unlatch/analytics-engine';
import { findTestEngine } from '@unlatch/analytics-engine/testing';
import { openReader } from '../src/analytics/clickhouse-reader.js';
import { type EngineAddress, openEngineClient } from '../src/analytics/client.js';
import { ENGINE_TABLES } from '../src/analytics/schema.js';
import { openSink } from '../src/analytics/sink.js';
import { planBuckets } from '../src/domain/usage-charts/buckets.js';
import {
  printDistinct,
  printLatency,
  printSeries,
  printTop,
} from '../src/domain/usage-charts/print-charts.js';
import type { PrintedQuery } from '../src/domain/usage-charts/print-rows.js';
import type { Dimension } from '../src/domain/usage-charts/question.js';
import { median, printTable } from './table.js';

const DAY_MS = 86_400_000;
const DAYS = 30;
/** It has half of all events. The others share the rest. */
const WORKSPACE = 'ws_0';
const TURNS = 7;

/**
 * Charts of 30 days over so many verifications, of which one of twenty workspaces has half. All days
 * but today are sealed. Each chart is asked for several times, without the cache of answers.
 */
export async function benchAnalytics(events: number): Promise<void> {
  const found = await findTestEngine(process.env);
  if (found.kind === 'missing') throw new Error(found.reason);
  const directory = await mkdtemp(path.join(tmpdir(), 'unlatch-bench-engine-'));
  let noteReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    noteReady = resolve;
  });
  const engine = startAnalyticsEngine({
    directory,
    moduleDirectory: found.moduleDirectory,
    tables: ENGINE_TABLES.map(({ name }) => name),
    onEvent: ({ kind }) => {
      if (kind === 'ready') noteReady();
    },
  });
  try {
    await ready;
    const address = { kind: 'embedded', socketPath: engine.socketPath } as const;
    const todayMs = Date.now() - (Date.now() % DAY_MS);
    await fill(address, { events, todayMs });
    await measureCharts(address, { events, todayMs });
  } finally {
    await engine.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Filling {
  readonly events: number;
  readonly todayMs: number;
}

/** Thirty days of made-up verifications, sealed but for today. */
export async function fill(address: EngineAddress, { events, todayMs }: Filling): Promise<void> {
  const sink = openSink(address);
  const client = openEngineClient(address, {
    as: 'writer',
    requestTimeoutMs: 10 * 60_000,
    connectionsMax: 1,
  });
  await sink.prepare();
  const times = { insert: 0, seal: 0 };
  for (let day = DAYS - 1; day >= 0; day--) {
    const fromMs = todayMs - day * DAY_MS;
    const beginMs = performance.now();
    await insertDay(client, { fromMs, count: Math.round(events / DAYS) });
    times.insert += performance.now() - beginMs;
    const sealMs = performance.now();
    if (day > 0) await sink.seal('verifications', { fromMs, toMs: fromMs + DAY_MS });
    times.seal += performance.now() - sealMs;
  }
  printTable(
    `${events.toLocaleString('en')} verifications`,
    ['µs for each, wall'],
    [
      { name: 'made and inserted by the engine', cells: [(1000 * times.insert) / events] },
      { name: 'sealed, all sums of verifications', cells: [(1000 * times.seal) / events] },
    ],
  );
  await client.close();
  await sink.close();
}

async function insertDay(
  client: ClickHouseClient,
  { fromMs, count }: { readonly fromMs: number; readonly count: number },
): Promise<void> {
  const stepMs = DAY_MS / count;
  await client.command({
    query: `INSERT INTO unlatch.key_verifications_raw
      (request_id, time, workspace_id, api_id, key_space_id, identity_id, external_id, key_id,
        outcome, tags, spent_credits, latency)
      SELECT concat('req_', toString(number), '_${fromMs}'), ${fromMs} + toInt64(number * ${stepMs}),
        if(number % 2 = 0, '${WORKSPACE}', concat('ws_', toString(1 + intHash32(number) % 19))),
        concat('api_', toString(intHash32(number + 1) % 5)),
        concat('ks_', toString(intHash32(number + 1) % 5)), '',
        concat('user_', toString(intHash32(number + 2) % 2000)),
        concat('key_', toString(intHash32(number + 3) % 20000)),
        ['VALID', 'VALID', 'VALID', 'VALID', 'RATE_LIMITED', 'USAGE_EXCEEDED'][1 + intHash32(number + 4) % 6],
        [concat('path=', toString(intHash32(number + 5) % 50)), concat('plan=', toString(number % 3))],
        intHash32(number + 6) % 3, exp(toFloat64(intHash32(number + 7) % 1000) / 250) / 10
      FROM numbers(${count})`,
  });
}

async function measureCharts(address: EngineAddress, { events, todayMs }: Filling) {
  const reader = openReader(address);
  const nowMs = todayMs + DAY_MS;
  const planned = planBuckets(
    { from: todayMs - (DAYS - 1) * DAY_MS, to: nowMs, step: 'hour' },
    { nowMs, bucketsMax: 1500 },
  );
  if (planned.kind === 'fault') throw new Error(planned.message);
  const asked = {
    workspaceId: WORKSPACE,
    filters: {},
    buckets: planned,
    sealedUntilMs: todayMs,
    keptFromMs: 0,
    top: 10,
    metric: 'verifications' as const,
  };
  const span = { ...asked, fromMs: planned.startsMs[0] ?? 0, toMs: planned.endMs };
  const series = (groupBy: Dimension | undefined) => printSeries({ ...asked, groupBy });
  const charts: Readonly<Record<string, PrintedQuery>> = {
    'series by outcome, hourly': series('outcome'),
    'series of one key, hourly': printSeries({
      ...asked,
      groupBy: undefined,
      filters: { keyIds: ['key_1'] },
    }),
    'top 10 keys': printTop({ ...span, by: 'key' }),
    'top 10 identities by credits': printTop({ ...span, by: 'identity', metric: 'credits' }),
    'series of the 10 largest tags, hourly': series('tag'),
    'percentiles, hourly': printLatency({ ...asked, quantiles: [0.5, 0.75, 0.99] }),
    'distinct keys': printDistinct({ ...span, what: 'key' }),
  };
  const rows: { name: string; cells: number[] }[] = [];
  for (const [name, { sql, params }] of Object.entries(charts)) {
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      const beginMs = performance.now();
      const limits = { deadlineMs: 60_000, bytesMax: 67_108_864, rowsMax: 10_000_000 };
      await reader.query({ workspaceId: WORKSPACE, sql, params, ...limits });
      times.push(performance.now() - beginMs);
    }
    rows.push({ name, cells: [Math.min(...times), median(times), Math.max(...times)] });
  }
  await reader.close();
  const title = `Charts of 30 days, of the half of ${events.toLocaleString('en')}`;
  printTable(title, ['best, ms', 'median, ms', 'worst, ms'], rows);
}
