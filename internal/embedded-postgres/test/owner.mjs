// Owns a server in a process of its own, which the tests can kill. It runs the built package,
// because Node does not read TypeScript; `pnpm test` builds first.
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/index.js';

const [dataDir, task] = process.argv.slice(2);

try {
  const server = await startEmbeddedPostgres({ dataDir, database: 'app' });
  process.once('SIGTERM', () => void server.stop());
  void server.exited.then((exit) => say({ event: 'exited', ...exit }));
  say({ event: 'started', adopted: server.adopted, connection: server.connection });
  if (task === 'insert') await insertForEver(server.connection);
} catch (error) {
  say({ event: 'refused', code: error.code, message: error.message });
}

async function insertForEver(connection) {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query('create table numbers (n int primary key)');
  for (let n = 1; ; n += 1) {
    await client.query('insert into numbers values ($1)', [n]);
    say({ event: 'inserted', n });
  }
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
