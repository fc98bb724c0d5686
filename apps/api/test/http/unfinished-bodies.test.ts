import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { importHead } from './import-head.js';

/** Seven of these do not fit into 64 MiB. */
const BODY_BYTES = 10_000_000;
/** A hundred changes may be under way. */
const MORE_THAN_TURNS = 150;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.stop());

function open(): { socket: Socket; received: () => string } {
  const address = harness.app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = connect({ host: '127.0.0.1', port });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString();
  });
  return { socket, received: () => received };
}

it('clients that send slowly hold no turn, however many they are', async () => {
  const { rootKey, call } = await harness.newWorkspace();
  let arrived = 0;
  const count = () => {
    arrived += 1;
  };
  harness.app.server.on('request', count);
  onTestFinished(() => void harness.app.server.off('request', count));
  for (let number = 0; number < MORE_THAN_TURNS; number++) {
    open().socket.write(`${importHead(rootKey, 2)}{`);
  }
  await expect.poll(() => arrived).toBe(MORE_THAN_TURNS);
  expect((await call('apis.createApi', { name: 'Weather' })).status).toBe(200);
});

it('beyond what all unfinished bodies may hold, the one that began first is refused', async () => {
  const { rootKey } = await harness.newWorkspace();
  const head = (length: number) => importHead(rootKey, length);
  const clients = [];
  for (let number = 0; number < 7; number++) {
    const client = open();
    clients.push(client);
    client.socket.write(head(BODY_BYTES) + ' '.repeat(BODY_BYTES - 1));
    const [server] = await once(harness.app.server, 'connection');
    if (number < 6) await expect.poll(() => server.bytesRead).toBeGreaterThanOrEqual(BODY_BYTES);
  }
  const [first, ...others] = clients;
  await expect.poll(() => first?.received()).toMatch(/^HTTP\/1\.1 503 /);
  expect(first?.received().toLowerCase()).toContain('retry-after: 1');
  expect(others.map(({ received }) => received())).toEqual(others.map(() => ''));
  const small = open();
  small.socket.write(`${head(2)}{}`);
  await expect.poll(small.received).toMatch(/^HTTP\/1\.1 400 /);
  const last = clients.at(-1);
  last?.socket.write(' ');
  await expect.poll(() => last?.received()).toMatch(/^HTTP\/1\.1 400 /);
});
