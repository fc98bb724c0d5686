import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { listenForChanges, NoNotificationsError } from './change-listener.js';

const ANSWER_TIMEOUT_MS = 5000;

afterEach(() => vi.useRealTimers());

describe('listenForChanges', () => {
  it('reports once that its session ended, and then fails every ping', async () => {
    const { store, listener, lost } = await startListening();
    await sql`
      select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where query like '%unlatch_echo_%' and pid <> pg_backend_pid() and datname = current_database()`.execute(
      store.db,
    );
    await expect(listener.ping()).rejects.toThrow();
    expect(lost).toHaveLength(1);
    await expect(listener.ping()).rejects.toThrow();
    expect(lost).toHaveLength(1);
  });

  it('reports no loss when it is closed', async () => {
    const { listener, lost } = await startListening();
    await listener.close();
    expect(lost).toEqual([]);
  });

  it('fails when the server refuses the connection, and reports no loss', async () => {
    const lost: Error[] = [];
    const store = await startTestStore();
    const url = new URL(store.url);
    url.pathname = '/missing';
    const events = { onPayload: () => undefined, onLost: (reason: Error) => lost.push(reason) };
    const attempt = listenForChanges({ connectionString: url.href }, events);
    await expect(attempt).rejects.toMatchObject({ code: '3D000' });
    expect(lost).toEqual([]);
  });

  it('fails when the server falls silent before it listens, and keeps no connection', async () => {
    const store = await startTestStore();
    const proxy = await startProxy(store);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const fallenSilent = proxy.fallSilentAt('listen ');
    const events = { onPayload: () => undefined, onLost: () => undefined };
    const attempt = listenForChanges({ connectionString: proxy.url }, events);
    const failure = expect(attempt).rejects.toThrow('timeout');
    await fallenSilent;
    vi.advanceTimersByTime(ANSWER_TIMEOUT_MS);
    await failure;
    await proxy.closed;
  });

  it('fails a ping that the server does not answer in time, and can still be closed', async () => {
    const store = await startTestStore();
    const proxy = await startProxy(store);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const events = { onPayload: () => undefined, onLost: () => undefined };
    const listener = await listenForChanges({ connectionString: proxy.url }, events);
    await listener.ping();
    const fallenSilent = proxy.fallSilentAt('pg_notify');
    const failure = expect(listener.ping()).rejects.toThrow('timeout');
    await fallenSilent;
    vi.advanceTimersByTime(ANSWER_TIMEOUT_MS);
    await failure;
    await listener.close();
    await proxy.closed;
  });

  it('fails when the server answers but does not notify, as behind a pooler', async () => {
    const store = await startTestStore();
    const proxy = await startProxy(store);
    proxy.loseListens();
    const events = { onPayload: () => undefined, onLost: () => undefined };
    const attempt = listenForChanges({ connectionString: proxy.url }, events);
    await expect(attempt).rejects.toThrow(NoNotificationsError);
    await proxy.closed;
  });
});

describe('the lock that a listener holds', () => {
  it.each([
    ['exclusive', 'exclusive', false],
    ['exclusive', 'shared', false],
    ['shared', 'exclusive', false],
    ['shared', 'shared', true],
  ] as const)('%s beside %s: both hold theirs is %s', async (first, second, areBothHeld) => {
    const store = await startTestStore();
    const holder = await listenWithLock(store, first);
    const other = await listenWithLock(store, second);
    expect(holder.held).toEqual([true]);
    expect(other.held).toEqual([areBothHeld]);
    await holder.listener.ping();
    expect(holder.held.at(-1)).toBe(true);
  });

  it('is taken by the next ping once the other one has gone', async () => {
    const store = await startTestStore();
    const holder = await listenWithLock(store, 'exclusive');
    const other = await listenWithLock(store, 'shared');
    await other.listener.ping();
    await holder.listener.close();
    await vi.waitFor(async () => {
      await other.listener.ping();
      expect(other.held.at(-1)).toBe(true);
    });
    expect(other.held.slice(0, 2)).toEqual([false, false]);
    // The session takes the lock once: a session that took it twice would have to release it twice.
    await other.listener.ping();
    await other.listener.close();
    const next = await listenWithLock(store, 'exclusive');
    expect(next.held).toEqual([true]);
  });
});

async function listenWithLock(store: Store, mode: 'exclusive' | 'shared') {
  const held: boolean[] = [];
  const listener = await listenForChanges(
    { connectionString: store.url },
    { onPayload: () => undefined, onLost: () => undefined },
    { mode, onHeld: (isHeld) => held.push(isHeld) },
  );
  onTestFinished(() => listener.close().catch(() => undefined));
  return { listener, held };
}

async function startTestStore(): Promise<Store> {
  const store = await startStore();
  onTestFinished(() => store.stop());
  return store;
}

async function startListening() {
  const store = await startTestStore();
  const lost: Error[] = [];
  const listener = await listenForChanges(
    { connectionString: store.url },
    { onPayload: () => undefined, onLost: (reason) => lost.push(reason) },
  );
  onTestFinished(() => listener.close());
  return { store, listener, lost };
}

/** A proxy between one client and the server. It can stop forwarding the messages of the client. */
async function startProxy(store: Store) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  let silentAt: string | undefined;
  let losesListens = false;
  let reportSilence: () => void = () => undefined;
  const closed = once(server, 'connection').then(async ([client]: Socket[]) => {
    if (client === undefined) throw new Error('a connection without a socket');
    const upstream = connectTo(store.url);
    upstream.pipe(client);
    client.on('data', (chunk: Buffer) => {
      const said = chunk.toString('latin1');
      // The replacement has the same length as the original, since the message carries its length.
      const passedOn = losesListens ? said.replace('listen ', 'notify ') : said;
      if (silentAt === undefined || !said.includes(silentAt)) upstream.write(passedOn, 'latin1');
      else reportSilence();
    });
    await once(client, 'close');
    upstream.destroy();
  });
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a port was expected');
  const url = new URL(store.url);
  url.searchParams.delete('host');
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    closed,
    loseListens: () => {
      losesListens = true;
    },
    /** Resolves when the client has said `text`, to which it gets no answer. */
    fallSilentAt: (text: string) =>
      new Promise<void>((resolve) => {
        silentAt = text;
        reportSilence = resolve;
      }),
  };
}

function connectTo(databaseUrl: string): Socket {
  const { hostname, port, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? hostname;
  const portNumber = Number(port || 5432);
  return host.startsWith('/')
    ? connect(`${host}/.s.PGSQL.${portNumber}`)
    : connect(portNumber, host);
}
