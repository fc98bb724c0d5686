import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { type Db, openDatabase } from './database.js';
import { isRetryable, isUnavailable } from './failures.js';
import { ping } from './reachable.js';

function withCode(code: unknown): Error {
  return Object.assign(new Error('failed'), { code });
}

describe('isUnavailable', () => {
  it.each([
    ['connection failure', '08006'],
    ['cannot connect now', '57P03'],
    ['shutdown by an administrator', '57P01'],
    ['crash of another session', '57P02'],
    ['statement timeout', '57014'],
    ['too many connections', '53300'],
    ['disk full', '53100'],
    ['input or output error', '58030'],
    ['a server that takes no writes any more', '25006'],
    ['a password that is not right any more', '28P01'],
    ['a user who is not let in any more', '28000'],
    ['a database that is gone', '3D000'],
    ['refused connection', 'ECONNREFUSED'],
    ['broken connection', 'ECONNRESET'],
    ['missing socket', 'ENOENT'],
    ['unknown host', 'ENOTFOUND'],
    ['resolver out of order', 'EAI_AGAIN'],
    ['silent host', 'ETIMEDOUT'],
  ])('is true of: %s (%s)', (_, code) => {
    expect(isUnavailable(withCode(code))).toBe(true);
  });

  it.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Client was closed and is not queryable',
    'Client has encountered a connection error and is not queryable',
  ])('is true of the message: %s', (message) => {
    expect(isUnavailable(new Error(message))).toBe(true);
  });

  it('is true when every address of a host fails', () => {
    const errors = [withCode('ECONNREFUSED'), withCode('ETIMEDOUT')];
    expect(isUnavailable(new AggregateError(errors))).toBe(true);
    expect(isUnavailable(new AggregateError([]))).toBe(false);
  });

  it.each([
    ['a unique violation', withCode('23505')],
    ['a foreign key violation', withCode('23503')],
    ['a syntax error', withCode('42601')],
    ['a division by zero', withCode('22012')],
    ['a deadlock', withCode('40P01')],
    ['a code of another length', withCode('57')],
    ['a code that is no text', withCode(57014)],
    ['an error that only says so', new Error('the Connection terminated')],
    ['a text', 'ECONNREFUSED'],
    ['nothing', undefined],
  ])('is false of %s', (_, error) => {
    expect(isUnavailable(error)).toBe(false);
  });
});

describe('isRetryable', () => {
  it.each(['40P01', '40001'])('is true of SQLSTATE %s', (code) => {
    expect(isRetryable(withCode(code))).toBe(true);
  });

  it.each(['40002', '40003', '57014', '23505', 'ECONNRESET'])('is false of %s', (code) => {
    expect(isRetryable(withCode(code))).toBe(false);
  });

  it('is false of a value that is no error', () => {
    expect(isRetryable('40P01')).toBe(false);
    expect(isRetryable(null)).toBe(false);
  });
});

describe('a real failure', () => {
  let store: Store;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(() => store.stop());

  function connectTo(change: (url: URL) => void): Db {
    const url = new URL(store.url);
    change(url);
    const db = openDatabase({
      connection: { connectionString: url.href },
      poolMax: 1,
      prepare: false,
      onConnectionLost: () => undefined,
    });
    onTestFinished(() => db.destroy());
    return db;
  }

  async function failureOf(work: Promise<unknown>): Promise<{ available: boolean; code: unknown }> {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isRetryable(error)).toBe(false);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return { available: !isUnavailable(error), code };
  }

  it('of a wrong password leaves the database unavailable', async () => {
    const db = connectTo((url) => {
      url.password = 'wrong';
    });
    expect(await failureOf(ping(db))).toEqual({ available: false, code: '28P01' });
  });

  it('of a missing database leaves it unavailable', async () => {
    const db = connectTo((url) => {
      url.pathname = '/missing';
    });
    expect(await failureOf(ping(db))).toEqual({ available: false, code: '3D000' });
  });

  it.each(['127.0.0.1', 'localhost'])(
    'of a refused connection at %s is understood',
    async (host) => {
      const port = await closedPort();
      const db = connectTo((url) => {
        url.searchParams.delete('host');
        url.hostname = host;
        url.port = `${port}`;
      });
      expect(await failureOf(ping(db))).toEqual({ available: false, code: 'ECONNREFUSED' });
    },
  );

  it('of a missing socket is understood', async () => {
    const db = connectTo((url) => url.searchParams.set('host', '/nowhere'));
    expect(await failureOf(ping(db))).toEqual({ available: false, code: 'ENOENT' });
  });

  it('of a session that is terminated during a statement is understood', async () => {
    const db = store.open({ poolMax: 1 });
    const suicide = sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);
    expect(await failureOf(suicide)).toEqual({ available: false, code: '57P01' });
  });

  it('of a session that is terminated between two statements is understood, and the next statement works', async () => {
    const db = store.open({ poolMax: 1 });
    const failure = failureOf(
      db.connection().execute(async (session) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
          session,
        );
        await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(store.db);
        await ping(session);
      }),
    );
    expect((await failure).available).toBe(false);
    await ping(db);
  });

  it('of a statement that took too long is understood', async () => {
    const slow = store.db.transaction().execute(async (tx) => {
      await sql`set local statement_timeout = 1`.execute(tx);
      await sql`select pg_sleep(60)`.execute(tx);
    });
    expect(await failureOf(slow)).toEqual({ available: false, code: '57014' });
  });

  it('of a read-only server is understood', async () => {
    const write = store.db.transaction().execute(async (tx) => {
      await sql`set transaction read only`.execute(tx);
      await sql`delete from keys`.execute(tx);
    });
    expect(await failureOf(write)).toEqual({ available: false, code: '25006' });
  });

  it('of the statement itself is not blamed on the database', async () => {
    const wrong = sql`select 1 / 0`.execute(store.db);
    expect(await failureOf(wrong)).toEqual({ available: true, code: '22012' });
  });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a port was expected');
  return address.port;
}
