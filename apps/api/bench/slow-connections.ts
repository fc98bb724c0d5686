import { connect, type Socket } from 'node:net';
import { Connection } from './connection.js';
import { requestOf, type Target } from './load.js';
import { withService } from './sections.js';
import type { BenchService } from './service.js';
import { p99Of, printTable, type Row } from './table.js';

/**
 * Slow connections beside checks. Half of them send a byte of their headers each second, half a byte
 * of a body. An attacker that is cut off does not come back, so that the table shows when the last
 * one has ended. It needs as many open files for each of the two processes.
 */
const SLOW = 10_000;
const OPENING_PER_TICK = 100;
const DRIP_MS = 1000;
const CHECKS = { perSecond: 1000, connections: 32 };
const WINDOW_MS = 1000;
const END_MAX_MS = 60_000;

export async function benchSlowConnections(): Promise<void> {
  const many = `${2 * SLOW}`;
  const rows: Row[] = [];
  const roomy = { MAX_CONNECTIONS: many, MAX_CONNECTIONS_PER_CLIENT: many };
  await withService({ env: roomy }, async (service) => {
    rows.push(await besideSlow('room for all of them', service));
  });
  await withService({}, async (service) => {
    rows.push(await besideSlow('usual bounds', service));
  });
  const headings = [
    'open',
    'checks',
    'failed',
    'p99 ms alone',
    'p99 ms',
    'MB alone',
    'MB',
    'all ended after s',
  ];
  printTable(`Checks beside ${SLOW.toLocaleString('en')} slow connections`, headings, rows);
}

async function besideSlow(name: string, service: BenchService): Promise<Row> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Slow' });
  const { key } = await service.call('keys.createKey', { apiId });
  const body = JSON.stringify({ key });
  const { url, rootKey } = service;
  const target: Target = { url, rootKey, path: '/v2/keys.verifyKey', nextBody: () => body };
  await check(target, 2 * WINDOW_MS);
  const alone = await check(target, 3 * WINDOW_MS);
  const aloneMb = service.usage().residentMb;
  const startedMs = performance.now();
  const slow = new SlowClients(target);
  const beside: Checked = { latenciesMs: [], failed: 0 };
  let openMax = 0;
  let residentMb = 0;
  const openingAndEnd = slow.open();
  do {
    const { latenciesMs, failed } = await check(target, WINDOW_MS);
    beside.latenciesMs.push(...latenciesMs);
    beside.failed += failed;
    openMax = Math.max(openMax, slow.count);
    residentMb = Math.max(residentMb, service.usage().residentMb);
  } while (slow.count > 0 && performance.now() - startedMs < END_MAX_MS);
  await openingAndEnd;
  const endedSeconds = (performance.now() - startedMs) / 1000;
  slow.close();
  return {
    name,
    cells: [
      openMax,
      beside.latenciesMs.length,
      beside.failed,
      p99Of(alone.latenciesMs),
      p99Of(beside.latenciesMs),
      aloneMb,
      residentMb,
      endedSeconds,
    ],
  };
}

class SlowClients {
  readonly #sockets = new Set<Socket>();
  readonly #target: Target;
  #drip: NodeJS.Timeout | undefined;

  constructor(target: Target) {
    this.#target = target;
  }

  get count(): number {
    return this.#sockets.size;
  }

  async open(): Promise<void> {
    const { hostname, port } = new URL(this.#target.url);
    const [head = ''] = requestOf({ ...this.#target, nextBody: () => ' '.repeat(200) }).split(
      '\r\n\r\n',
    );
    this.#drip = setInterval(() => {
      for (const socket of this.#sockets) socket.write(' ');
    }, DRIP_MS);
    for (let opened = 0; opened < SLOW; opened++) {
      const socket = connect({ host: hostname, port: Number(port) });
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.resume();
      socket.write(opened % 2 === 0 ? `${head}\r\nx-slow:` : `${head}\r\n\r\n`);
      if (opened % OPENING_PER_TICK === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  close(): void {
    clearInterval(this.#drip);
    for (const socket of this.#sockets) socket.destroy();
  }
}

interface Checked {
  readonly latenciesMs: number[];
  failed: number;
}

async function check(target: Target, forMs: number): Promise<Checked> {
  const { perSecond, connections: count } = CHECKS;
  const connections = await Promise.all(
    Array.from({ length: count }, () => Connection.open(target.url)),
  );
  const checked: Checked = { latenciesMs: [], failed: 0 };
  const one = async (connection: Connection) => {
    const untilMs = performance.now() + forMs;
    while (performance.now() < untilMs) {
      const sentMs = performance.now();
      const status = await connection.exchange(requestOf(target)).catch(() => 0);
      checked.latenciesMs.push(performance.now() - sentMs);
      if (status !== 200) checked.failed += 1;
      if (status === 0) return;
      await new Promise((resolve) => setTimeout(resolve, (1000 * count) / perSecond));
    }
  };
  await Promise.all(connections.map(one));
  for (const connection of connections) connection.close();
  return checked;
}
