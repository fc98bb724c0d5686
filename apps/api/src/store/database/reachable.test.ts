import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startStore } from '../../../test/store.js';
import { openDatabase } from './database.js';
import { checkConnection, createPing } from './reachable.js';

function check(connectionString: string): Promise<void> {
  const db = openDatabase({
    connection: { connectionString },
    poolMax: 1,
    prepare: true,
    onConnectionLost: () => undefined,
  });
  onTestFinished(() => db.destroy());
  return checkConnection(db);
}

it('asks once for all callers at the same time, and again for later ones', async () => {
  const store = await startStore();
  onTestFinished(() => store.stop());
  const statements = vi.spyOn(pg.Client.prototype, 'query');
  onTestFinished(() => statements.mockRestore());
  const pingDatabase = createPing(store.db);
  await Promise.all(Array.from({ length: 100 }, pingDatabase));
  expect(statements).toHaveBeenCalledTimes(1);
  await pingDatabase();
  expect(statements).toHaveBeenCalledTimes(2);
});

it('is silent about a connection that works', async () => {
  const store = await startStore();
  onTestFinished(() => store.stop());
  await check(store.url);
});

it.each<[string, (url: URL) => void, string]>([
  [
    'a wrong password',
    (url) => {
      url.password = 'f00-secret';
    },
    'the password is wrong',
  ],
  [
    'a missing database',
    (url) => {
      url.pathname = '/missing';
    },
    'the database does not exist; create it first',
  ],
  [
    'a host where nothing listens',
    (url) => {
      url.searchParams.delete('host');
      url.host = '127.0.0.1:1';
    },
    'nothing listens at that address',
  ],
  [
    'a name that leads to several addresses where nothing listens',
    (url) => {
      url.searchParams.delete('host');
      url.host = 'localhost:1';
    },
    'nothing listens at that address',
  ],
  [
    'a socket that is not there',
    (url) => url.searchParams.set('host', '/nowhere'),
    'there is no socket at that path',
  ],
])('tells of %s in one line without the password', async (_, change, reason) => {
  const store = await startStore();
  onTestFinished(() => store.stop());
  const url = new URL(store.url);
  change(url);
  const message = await check(url.href).then(
    () => 'it works',
    (error: Error) => error.message,
  );
  expect(message).toContain(`DATABASE_URL cannot be used: ${reason} (`);
  expect(message).not.toContain('\n');
  expect(message).not.toContain(url.password);
});
