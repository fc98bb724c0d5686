import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { settleWithin } from './settle-within.js';

describe('settleWithin', () => {
  it('returns how the work ended', async () => {
    expect(await settleWithin(Promise.resolve(1), 60_000)).toEqual({ value: 1 });
    const error = new Error('no');
    expect(await settleWithin(Promise.reject(error), 60_000)).toEqual({ error });
  });

  it('returns that the work has not ended, and ignores how it ends later', async () => {
    const { promise, reject } = withReject();
    expect(await settleWithin(promise, 1)).toEqual({ late: true });
    reject(new Error('too late'));
    await vi.waitFor(() => expect(promise).rejects.toThrow('too late'));
  });

  it('treats an answer that arrived while this process was busy as in time', async () => {
    const { near, far } = await connectPair();
    const settled = settleWithin(once(near, 'data'), 1);
    far.write('answer');
    const startMs = performance.now();
    while (performance.now() < startMs + 50);
    expect(await settled).toEqual({ value: [Buffer.from('answer')] });
  });
});

function withReject() {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((_, onError) => {
    reject = onError;
  });
  return { promise, reject };
}

async function connectPair() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  const near = connect(address.port, address.address);
  const [far]: Socket[] = await once(server, 'connection');
  if (far === undefined) throw new Error('nobody connected');
  onTestFinished(() => {
    near.destroy();
    server.close();
  });
  return { near, far };
}
