import { expect, test } from 'vitest';
import { freshDataDir, query, start, stoppedDataDir } from '../test/harness.js';
import { findRunningPostgres } from './find-running.js';

test.each([
  { reason: 'over its socket', name: 'data' },
  { reason: 'over TCP if the name is too long for a socket', name: 'long-'.repeat(20) },
])('a guest reaches the server of another owner $reason', async ({ name }) => {
  const dataDir = await stoppedDataDir(name);
  const owner = await start(dataDir, { durability: 'none' });
  const connection = await findRunningPostgres({ dataDir, database: 'app' });
  expect(connection).toEqual({ ...owner.connection, database: 'app' });
  if (connection === undefined) throw new Error('a server was expected');
  expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('nothing is found where there is no database', async () => {
  const dataDir = await freshDataDir();
  expect(await findRunningPostgres({ dataDir, database: 'app' })).toBeUndefined();
});
