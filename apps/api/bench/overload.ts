import { warmChecks } from './checks.js';
import { Connection } from './connection.js';
import { load, requestOf, type Target } from './load.js';
import type { BenchService } from './service.js';
import { median, p99Of, printTable, type Row } from './table.js';

const SECONDS = 4;
/** So many that the requests waiting in their sockets take a while to answer. */
const CONNECTIONS = 4000;
const LOADS = [0.5, 1, 2, 4];
/** A client that has waited for so long has given up. */
const PATIENCE_MS = 1000;
const PROBE_INTERVAL_MS = 100;
/** A gentle load, by which the recovery is seen. */
const GENTLE = { perSecond: 200, connections: 16 };
const WINDOW_MS = 250;
/** The load is over when the p99 of a window is at most so many times that before it. */
const RECOVERED = 2;
const RECOVERY_MAX_MS = 30_000;

/**
 * Requests come on time, whatever the responses do, over as many connections as clients of a large
 * installation have. A request without a free connection has nowhere to wait and is lost. Only
 * responses count that come while the client still waits. Refusals have times of their own. The load
 * then stops, and a gentle one shows when its p99 is back.
 */
export async function benchOverload(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Overload' });
  const [check] = await warmChecks(service, apiId);
  if (check === undefined) throw new Error('there is nothing to ask for');
  await load(check.target, { until: { seconds: 2 } });
  const { requestsPerSecond: capacity } = await load(check.target, {
    until: { seconds: SECONDS },
  });
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => Connection.open(check.target.url)),
  );
  const outcomes: Outcome[] = [];
  const calmMs = await gentleP99Ms(check.target, 1000);
  for (const times of LOADS) {
    outcomes.push(
      await offer({ target: check.target, connections, rate: capacity * times, calmMs }),
    );
  }
  for (const connection of connections) connection.close();
  const peak = Math.max(...outcomes.map(({ goodput }) => goodput));
  const headings = [
    'offered/s',
    'in time/s',
    '÷ best',
    'p50 ms',
    'refused/s',
    'refusal p50 ms',
    'p99 ms',
    'probe max ms',
    'recovery s',
  ];
  const rows: Row[] = outcomes.map((outcome, index) => ({
    name: `${LOADS[index]} × capacity`,
    cells: [
      outcome.rate,
      outcome.goodput,
      outcome.goodput / peak,
      outcome.p50Ms,
      outcome.refused,
      outcome.refusalP50Ms,
      outcome.refusalP99Ms,
      outcome.probeMaxMs,
      outcome.recoverySeconds,
    ].map((cell) => (Number.isNaN(cell) ? '–' : cell)),
  }));
  printTable(`Overload, ${CONNECTIONS} connections`, headings, rows);
}

/** Each per second, unless it is a time. */
interface Outcome {
  readonly rate: number;
  readonly goodput: number;
  readonly refused: number;
  /** Of answers. */
  readonly p50Ms: number;
  readonly refusalP50Ms: number;
  readonly refusalP99Ms: number;
  readonly recoverySeconds: number;
  readonly probeMaxMs: number;
}

interface Offer {
  readonly target: Target;
  readonly connections: readonly Connection[];
  readonly rate: number;
  /** The p99 of a gentle load before. */
  readonly calmMs: number;
}

async function offer({ target, connections, rate, calmMs }: Offer): Promise<Outcome> {
  const free = [...connections];
  const latenciesMs: number[] = [];
  const underWay = new Set<Promise<void>>();
  const refusalsMs: number[] = [];
  let inTime = 0;
  const send = async (connection: Connection) => {
    const sentMs = performance.now();
    const status = await connection.exchange(requestOf(target));
    free.push(connection);
    const tookMs = performance.now() - sentMs;
    (status === 503 ? refusalsMs : latenciesMs).push(tookMs);
    if (status === 200 && tookMs <= PATIENCE_MS) inTime += 1;
  };
  const stopProbe = startProbe(target);
  const startedMs = performance.now();
  let due = 0;
  for (let nowMs = startedMs; nowMs < startedMs + SECONDS * 1000; nowMs = performance.now()) {
    for (const until = ((nowMs - startedMs) / 1000) * rate; due < until; due++) {
      const connection = free.pop();
      if (connection === undefined) continue;
      const sending = send(connection).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    await new Promise(setImmediate);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const recoverySeconds = (await untilRecovered(target, calmMs)) / 1000;
  await Promise.all(underWay);
  const probeMaxMs = await stopProbe();
  return {
    rate,
    goodput: inTime / seconds,
    refused: refusalsMs.length / seconds,
    p50Ms: median(latenciesMs),
    refusalP50Ms: median(refusalsMs),
    refusalP99Ms: p99Of(refusalsMs),
    recoverySeconds,
    probeMaxMs,
  };
}

/** How long after now the p99 of a gentle load is what it was. */
async function untilRecovered(target: Target, calmMs: number): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const windowMs = performance.now();
    const p99Ms = await gentleP99Ms(target, WINDOW_MS);
    // Connections of the load may still wait for their refusals; that is for `refusal p99` to show.
    if (p99Ms <= RECOVERED * calmMs) return windowMs - startedMs;
    if (windowMs - startedMs > RECOVERY_MAX_MS) return Number.POSITIVE_INFINITY;
  }
}

async function gentleP99Ms(target: Target, forMs: number): Promise<number> {
  const { perSecond, connections: count } = GENTLE;
  const connections = await Promise.all(
    Array.from({ length: count }, () => Connection.open(target.url)),
  );
  const latenciesMs: number[] = [];
  const one = async (connection: Connection) => {
    const untilMs = performance.now() + forMs;
    while (performance.now() < untilMs) {
      const sentMs = performance.now();
      const status = await connection.exchange(requestOf(target));
      // A refusal is no recovery.
      latenciesMs.push(status === 200 ? performance.now() - sentMs : PATIENCE_MS);
      await new Promise((resolve) => setTimeout(resolve, (1000 * count) / perSecond));
    }
  };
  await Promise.all(connections.map(one));
  for (const connection of connections) connection.close();
  return p99Of(latenciesMs);
}

/** Asks at intervals whether the service is alive, as its supervisor would. */
function startProbe({ url }: Target): () => Promise<number> {
  let maxMs = 0;
  let isOver = false;
  const run = async () => {
    while (!isOver) {
      const sentMs = performance.now();
      const { ok } = await fetch(`${url}/health/live`);
      if (!ok) throw new Error('the service is not alive');
      maxMs = Math.max(maxMs, performance.now() - sentMs);
      await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS));
    }
  };
  const probing = run();
  return async () => {
    isOver = true;
    await probing;
    return maxMs;
  };
}
