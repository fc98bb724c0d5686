import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { call, newApi, start } from './harness.js';

const METRICS_TOKEN = 'token_of_the_connection_tests';
const MAX_CONNECTIONS = 120;
const PER_CLIENT = 80;
const SLOW = 300;

/** Opens connections that send a part of a request and nothing more. */
async function openSlowly(url: string, localAddress: string, count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: count }, () =>
    connect({ host: hostname, port: Number(port), localAddress }),
  );
  for (const socket of sockets) {
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
  }
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  for (const [index, socket] of sockets.entries()) {
    socket.write(index % 2 === 0 ? 'POST /v2/keys.verifyKey HTTP/1.1\r\nhost: x' : 'P');
  }
  return sockets;
}

it('slow connections of a few clients are bounded, and take no place from others', async () => {
  const env = {
    METRICS_TOKEN,
    MAX_CONNECTIONS: `${MAX_CONNECTIONS}`,
    MAX_CONNECTIONS_PER_CLIENT: `${PER_CLIENT}`,
  };
  const service = await start(env, inject('adminUrl'));
  const apiId = await newApi(service);
  const { data } = await call(service, 'keys.createKey', { apiId });
  const clients = ['127.0.0.2', '127.0.0.3'];
  for (const client of clients) await openSlowly(service.url, client, SLOW);
  for (let count = 0; count < 20; count++) {
    const answer = await call(service, 'keys.verifyKey', { key: data.key });
    expect(answer.data.code).toBe('VALID');
  }
  // The kernel says "connected" before the service has taken the connection, so the last of them
  // are counted a little later than the checks above are answered.
  await vi.waitFor(async () => {
    const { open, closedByClient, closedByProcess } = await connectionsOf(service.url);
    expect(closedByClient + closedByProcess).toBeGreaterThanOrEqual(2 * SLOW - MAX_CONNECTIONS);
    expect(closedByClient).toBeGreaterThanOrEqual(SLOW - PER_CLIENT);
    expect(closedByProcess).toBeGreaterThan(0);
    expect(open).toBeLessThanOrEqual(MAX_CONNECTIONS);
  }, 10_000);
  expect(service.stderr()).toContain('"event":"connections_full","bound":"client"');
});

async function connectionsOf(url: string) {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  const readingOf = (series: string) =>
    Number(
      metrics
        .split('\n')
        .find((line) => line.startsWith(series))
        ?.split(' ')[1],
    );
  return {
    open: readingOf('unlatch_connections '),
    closedByClient: readingOf('unlatch_connections_closed_total{bound="client"}'),
    closedByProcess: readingOf('unlatch_connections_closed_total{bound="process"}'),
  };
}
