import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ConnectionOptions, OpenConnections } from './open-connections.js';

const REQUEST = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
const HALF_OF_A_BODY = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\n{}';

/** A server whose requests wait until the test answers them. */
async function startServer(options: ConnectionOptions = {}) {
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => void waiting.push(response));
  const connections = new OpenConnections(options);
  connections.watch(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const open = async (text: string): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').resume();
    const accepted = once(server, 'connection');
    await accepted;
    socket.write(text);
    return socket;
  };
  const untilWaiting = (count: number) => vi.waitFor(() => expect(waiting).toHaveLength(count));
  return { server, connections, waiting, open, untilWaiting };
}

it.each([
  ['nothing', ''],
  ['half of the headers', 'GET / HTTP/1.1\r\nhost:'],
])('closes a connection that has sent %s', async (_, text) => {
  const { connections, open } = await startServer();
  const socket = await open(text);
  connections.closeIdle();
  await once(socket, 'close');
  expect(connections.owed).toBe(0);
});

it('closes a connection when all of its requests are answered, and not before', async () => {
  const { connections, waiting, open, untilWaiting } = await startServer();
  const socket = await open(REQUEST + REQUEST);
  await untilWaiting(2);
  expect(connections.owed).toBe(2);
  const answered: string[] = [];
  socket.on('data', (data) => answered.push(data.toString()));
  for (const response of waiting) {
    connections.closeIdle();
    response.end('answer');
    await once(response, 'close');
  }
  expect(connections.owed).toBe(0);
  connections.closeIdle();
  await once(socket, 'close');
  expect(answered.join('').match(/answer/g)).toHaveLength(2);
});

it('counts no answer for a request that has not arrived completely, but lets it arrive', async () => {
  const { connections, waiting, open, untilWaiting } = await startServer();
  const socket = await open(REQUEST + HALF_OF_A_BODY);
  await untilWaiting(2);
  expect(connections.owed).toBe(1);
  connections.closeIdle();
  socket.write('{}');
  waiting[1]?.req.resume();
  await vi.waitFor(() => expect(connections.owed).toBe(2));
});

it('no longer counts the answers for a connection that is gone', async () => {
  const { connections, open, untilWaiting } = await startServer();
  const socket = await open(REQUEST + REQUEST);
  await untilWaiting(2);
  socket.destroy();
  await vi.waitFor(() => expect(connections.owed).toBe(0));
});

it('waits with an act until every complete request before it is answered', async () => {
  const { server, connections, waiting, open, untilWaiting } = await startServer();
  const accepted = once(server, 'connection');
  await open(REQUEST + REQUEST + HALF_OF_A_BODY);
  const [socket] = await accepted;
  await untilWaiting(3);
  const acts: string[] = [];
  connections.whenNothingIsOwed(socket, () => acts.push('first'));
  connections.whenNothingIsOwed(socket, () => acts.push('second'));
  for (const response of waiting.slice(0, 2)) {
    expect(acts).toEqual([]);
    response.end('answer');
    await once(response, 'close');
  }
  expect(acts).toEqual(['first']);
});

it('does not wait where nothing is owed', async () => {
  const { server, connections, open } = await startServer();
  const accepted = once(server, 'connection');
  await open('');
  const [socket] = await accepted;
  let hasActed = false;
  connections.whenNothingIsOwed(socket, () => {
    hasActed = true;
  });
  expect(hasActed).toBe(true);
});

describe('when there are too many connections', () => {
  const limitsOf = (connectionsMax: number, perClientMax: number, isProxy = () => false) => {
    const full: string[] = [];
    const onFull = (bound: string, closed: number) => full.push(`${bound} ${closed}`);
    return { limits: { connectionsMax, perClientMax, isProxy }, onFull, full };
  };

  it('closes the one that has been quiet for longest, and never one with an answer due', async () => {
    const { full, ...options } = limitsOf(3, 100);
    const { connections, waiting, open, untilWaiting } = await startServer(options);
    const busy = await open(REQUEST);
    await untilWaiting(1);
    const silent = await open('');
    const slow = await open('GET / HTTP/1.1\r\nhost:');
    const silentEnd = once(silent, 'close');
    await open('');
    await silentEnd;
    const slowEnd = once(slow, 'close');
    await open('');
    await slowEnd;
    expect(busy.destroyed).toBe(false);
    expect(connections.open).toBe(3);
    expect(full).toEqual(['process 1', 'process 1']);
    expect(connections.closed).toEqual({ process: 2, client: 0 });
    const answered = once(busy, 'data');
    waiting[0]?.end('answer');
    expect(String((await answered)[0])).toContain('200 OK');
  });

  it('keeps a connection that has just had an answer before one that never sent a request', async () => {
    const { waiting, open, untilWaiting } = await startServer(limitsOf(2, 100));
    const used = await open(REQUEST);
    await untilWaiting(1);
    const silent = await open('');
    waiting[0]?.end('answer');
    await once(used, 'data');
    const ended = once(silent, 'close');
    await open('');
    await ended;
    expect(used.destroyed).toBe(false);
  });

  it('closes the new one if an answer is due on all others', async () => {
    const { connections, open, untilWaiting } = await startServer(limitsOf(2, 100));
    const first = await open(REQUEST);
    const second = await open(REQUEST);
    await untilWaiting(2);
    const third = await open('');
    await once(third, 'close');
    expect([first.destroyed, second.destroyed]).toEqual([false, false]);
    expect(connections.open).toBe(2);
  });

  it('bounds the connections of one client, and not those of a trusted proxy', async () => {
    const bounded = await startServer(limitsOf(100, 2));
    const first = await bounded.open('');
    const ended = once(first, 'close');
    await bounded.open('');
    await bounded.open('');
    await ended;
    expect(bounded.connections.open).toBe(2);
    expect(bounded.connections.closed).toEqual({ process: 0, client: 1 });
    const behindProxy = await startServer(limitsOf(100, 2, () => true));
    for (let count = 0; count < 3; count++) await behindProxy.open('');
    expect(behindProxy.connections.open).toBe(3);
  });

  it('has room again for a client whose connections have closed', async () => {
    const { connections, open } = await startServer(limitsOf(100, 2));
    const sockets = [await open(''), await open('')];
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => expect(connections.open).toBe(0));
    await open('');
    await open('');
    expect(connections.closed.client).toBe(0);
  });
});
