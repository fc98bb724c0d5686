import { warmChecks } from './checks.js';
import { Connection } from './connection.js';
import { load, requestOf, type Target } from './load.js';
import type { BenchService } from './service.js';
import { median, printTable, type Row } from './table.js';

const SECONDS = 4;
/** So many that the requests waiting in their sockets take a while to answer. */
const CONNECTIONS = 4000;
const LOADS = [0.5, 1, 2, 4];
/** A client that has waited for so long has given up. */
const PATIENCE_MS = 1000;
const PROBE_INTERVAL_MS = 100;

/**
 * Requests come on time, whatever the responses do, over as many connections as clients of a large
 * installation have. A request without a free connection has nowhere to wait and is lost. Only
 * responses count that come while the client still waits.
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
  for (const times of LOADS) {
    outcomes.push(await offer({ target: check.target, connections, rate: capacity * times }));
  }
  for (const connection of connections) connection.close();
  const peak = Math.max(...outcomes.map(({ goodput }) => goodput));
  const headings = ['offered/s', 'in time/s', '÷ best', 'refused/s', 'p50 ms', 'probe max ms'];
  const rows: Row[] = outcomes.map(({ rate, goodput, refused, p50Ms, probeMaxMs }, index) => ({
    name: `${LOADS[index]} × capacity`,
    cells: [rate, goodput, goodput / peak, refused, p50Ms, probeMaxMs],
  }));
  printTable(`Overload, ${CONNECTIONS} connections`, headings, rows);
}

/** Each per second, unless it is a time. */
interface Outcome {
  readonly rate: number;
  readonly goodput: number;
  readonly refused: number;
  readonly p50Ms: number;
  readonly probeMaxMs: number;
}

interface Offer {
  readonly target: Target;
  readonly connections: readonly Connection[];
  readonly rate: number;
}

async function offer({ target, connections, rate }: Offer): Promise<Outcome> {
  const free = [...connections];
  const latenciesMs: number[] = [];
  const underWay = new Set<Promise<void>>();
  let inTime = 0;
  let refused = 0;
  const send = async (connection: Connection) => {
    const sentMs = performance.now();
    const status = await connection.exchange(requestOf(target));
    free.push(connection);
    const tookMs = performance.now() - sentMs;
    latenciesMs.push(tookMs);
    if (status === 503) refused += 1;
    else if (status === 200 && tookMs <= PATIENCE_MS) inTime += 1;
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
  await Promise.all(underWay);
  const probeMaxMs = await stopProbe();
  return {
    rate,
    goodput: inTime / seconds,
    refused: refused / seconds,
    p50Ms: median(latenciesMs),
    probeMaxMs,
  };
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
