// Prints what the engine costs: the times of its start and restart, and its memory. After `pnpm
// build`: `pnpm --filter @unlatch/analytics-engine bench`. ROWS=10000000 for more rows.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@clickhouse/client';
import { startAnalyticsEngine } from '../dist/index.js';
import { findTestEngine } from '../dist/testing.js';

const ROWS = Number(process.env.ROWS ?? 600_000);
const BATCH = 10_000;
const STARTS = 5;
const IDLE_MS = 10_000;
const CHART = `
  SELECT toStartOfHour(fromUnixTimestamp64Milli(time)) AS hour, outcome, count()
    FROM unlatch.bench_raw WHERE workspace_id = 'ws_0' GROUP BY hour, outcome ORDER BY hour`;

const { moduleDirectory } = await findTestEngine(process.env);
const directory = mkdtempSync(join(tmpdir(), 'analytics-engine-bench-'));
let ready;
let onReady = () => {};
let pauseMs = 0;

await measure();
rmSync(directory, { recursive: true });

async function measure() {
  const started = await timed(start);
  let engine = started.result;
  print('first start to ready', `${started.ms} ms`);
  await delay(IDLE_MS);
  print('memory, idle and empty', memory());
  const before = cpuMs();
  await delay(IDLE_MS);
  print('CPU, idle', `${Math.round((cpuMs() - before) / (IDLE_MS / 1000))} ms a second`);

  const client = createClient({
    url: 'http://localhost',
    http_agent: new Agent({ socketPath: engine.socketPath, keepAlive: true }),
  });
  await insertAll(client);
  const charts = [];
  for (let n = 0; n < 20; n += 1) charts.push((await timed(() => ask(client, CHART))).ms);
  print('an hourly chart over half of the rows, median', `${median(charts)} ms`);
  print('memory after the charts', memory());

  const restarts = [];
  for (let n = 0; n < STARTS; n += 1) {
    const killedMs = performance.now();
    const back = nextReady();
    process.kill(ready.pid, 'SIGKILL');
    await back;
    // One that is killed again and again gets longer pauses, which are no part of a restart.
    restarts.push(Math.round(performance.now() - killedMs - pauseMs));
  }
  print(
    'back after SIGKILL, median and highest',
    `${median(restarts)} and ${Math.max(...restarts)} ms`,
  );
  await client.close();
  await engine.stop();

  const starts = [];
  for (let n = 0; n < STARTS; n += 1) {
    const again = await timed(start);
    starts.push(again.ms);
    engine = again.result;
    await engine.stop();
  }
  print('a later start to ready, median', `${median(starts)} ms`);
}

async function insertAll(client) {
  await client.command({
    query: `
      CREATE TABLE unlatch.bench_raw (
        request_id String CODEC(ZSTD(1)), time Int64 CODEC(Delta, ZSTD(1)),
        workspace_id LowCardinality(String), key_id String CODEC(ZSTD(1)),
        outcome LowCardinality(String), latency Float64
      ) ENGINE = MergeTree PARTITION BY toDate(fromUnixTimestamp64Milli(time, 'UTC'))
      ORDER BY (workspace_id, time)
      SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1`,
  });
  const before = { cpu: cpuMs(), ms: performance.now() };
  for (let from = 0; from < ROWS; from += BATCH) {
    await client.insert({
      table: 'bench_raw',
      values: rows(from),
      format: 'JSONEachRow',
      clickhouse_settings: { insert_deduplication_token: `bench:${from}` },
    });
  }
  const seconds = (performance.now() - before.ms) / 1000;
  const perRow = ((cpuMs() - before.cpu) * 1000) / ROWS;
  print(`${ROWS} rows in batches of ${BATCH}`, `${Math.round(ROWS / seconds)} rows a second`);
  print('CPU of the engine for a row', `${perRow.toFixed(1)} µs`);
  print('memory after the rows', memory());
}

function rows(from) {
  const startMs = Date.UTC(2026, 10, 29);
  return Array.from({ length: Math.min(BATCH, ROWS - from) }, (_, index) => {
    const n = from + index;
    return {
      request_id: `req_${n.toString(36).padStart(22, '0')}`,
      time: startMs + Math.floor((n * 86_400_000) / ROWS),
      workspace_id: n % 2 === 0 ? 'ws_0' : `ws_${n % 20}`,
      key_id: `key_${((n * 7919) % 20_000).toString(36).padStart(16, '0')}`,
      outcome: n % 10 === 0 ? 'RATE_LIMITED' : 'VALID',
      latency: (n % 97) / 10,
    };
  });
}

async function start() {
  const becomes = nextReady();
  const engine = startAnalyticsEngine({
    directory,
    moduleDirectory,
    tables: ['bench_raw'],
    onEvent: (event) => {
      if (event.kind === 'ready') onReady(event);
      else if (event.kind === 'ended') pauseMs = event.afterMs;
      else if (event.kind === 'not_started') throw new Error(event.message);
    },
  });
  await becomes;
  return engine;
}

function nextReady() {
  return new Promise((resolve) => {
    onReady = (event) => {
      ready = event;
      resolve();
    };
  });
}

async function ask(client, query) {
  const result = await client.query({ query, format: 'JSONEachRow' });
  return result.json();
}

async function timed(work) {
  const startMs = performance.now();
  const result = await work();
  return { result, ms: Math.round(performance.now() - startMs) };
}

/** Of the child process alone. The library is mapped from its file, and can be taken back. */
function memory() {
  const status = readFileSync(`/proc/${ready.pid}/status`, 'utf8');
  const megabytes = (name) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024);
  return `${megabytes('VmRSS')} MB, of which ${megabytes('RssAnon')} MB its own; highest ${megabytes('VmHWM')} MB`;
}

function cpuMs() {
  const fields = readFileSync(`/proc/${ready.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function print(what, figure) {
  console.log(`${what.padEnd(56)} ${figure}`);
}
