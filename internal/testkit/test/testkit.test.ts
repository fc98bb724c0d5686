import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, onTestFinished, test, vi } from 'vitest';
import { startCrashingPostgres } from '../src/crashing-postgres.js';
import { createDatabase } from '../src/database.js';
import { createFakeClock } from '../src/fake-clock.js';
import { startProcess } from '../src/service-process.js';
import { startTestPostgres, type TestPostgres } from '../src/test-postgres.js';

let postgres: TestPostgres;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'testkit-'));
  await chmod(directory, 0o755);
  // A directory of its own, where no other test run cleans up.
  process.env['TMPDIR'] = directory;
  postgres = await startTestPostgres();
});

afterAll(async () => {
  await postgres.stop();
  await rm(directory, { recursive: true });
});

test('a PostgreSQL that is killed has what it has acknowledged when it is back', async () => {
  const server = await startCrashingPostgres('crashing');
  onTestFinished(() => server.stop());
  await query(server.url(), 'create table numbers (n int)');
  await query(server.url(), 'insert into numbers values (1)');
  await server.crash();
  await vi.waitFor(() => query(server.url(), 'insert into numbers values (2)'), 20_000);
  await server.kill();
  await assert.rejects(query(server.url(), 'select 1'));
  await server.restart();
  const rows = await query(server.url(), 'select n from numbers order by n');
  assert.deepEqual(rows, [{ n: 1 }, { n: 2 }]);
});

async function query(url: string, statement: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    return (await pool.query(statement)).rows;
  } finally {
    await pool.end();
  }
}

async function fakeService(source: string) {
  const entry = join(directory, `${crypto.randomUUID()}.mjs`);
  await writeFile(entry, source);
  return startProcess(entry, { GREETING: 'hello', TMPDIR: directory });
}

const LISTENING = `console.error(JSON.stringify({ event: 'listening', url: 'http://127.0.0.1:1' }));`;

test('databases are separate, and gone after drop', async () => {
  const one = await createDatabase(postgres.adminUrl);
  const two = await createDatabase(postgres.adminUrl);
  await query(one.url, 'create table here ()');
  await assert.rejects(query(two.url, 'table here'), { code: '42P01' });
  await one.drop();
  await two.drop();
  await assert.rejects(query(one.url, 'select 1'), { code: '3D000' });
});

test('many databases copy a template at once, while a session of it is closing', async () => {
  const template = await createDatabase(postgres.adminUrl);
  await query(template.url, `create table kept as select 'yes' as answer`);
  const session = new pg.Client(template.url);
  await session.connect();
  const copies = [1, 2, 3, 4].map(() =>
    createDatabase(postgres.adminUrl, { template: template.name }),
  );
  await session.end();
  for (const copy of await Promise.all(copies)) {
    assert.deepEqual(await query(copy.url, 'table kept'), [{ answer: 'yes' }]);
    await copy.drop();
  }
  await template.drop();
});

test('drop ends the sessions that are still in the database', async () => {
  const database = await createDatabase(postgres.adminUrl);
  const session = new pg.Client(database.url);
  const ended = new Promise((resolve) => session.on('error', resolve));
  await session.connect();
  await database.drop();
  await ended;
});

test('a service is up when its start resolves, and stop and kill end it', async () => {
  const source = `${LISTENING} console.log(process.env.GREETING); setInterval(() => {}, 1000);`;
  const stopped = await fakeService(`process.on('SIGTERM', () => process.exit(0)); ${source}`);
  assert.equal(stopped.url, 'http://127.0.0.1:1');
  await stopped.stop();
  assert.match(stopped.output(), /hello/);

  const killed = await fakeService(source);
  await killed.kill();
  await killed.stop();
  assert.throws(() => process.kill(killed.pid, 0), { code: 'ESRCH' });
});

test('a service that ends too early, or with a failure, is reported with its output', async () => {
  await assert.rejects(fakeService(`console.error('no port'); process.exit(3);`), {
    message: /exited with code 3 while it was starting.*no port/s,
  });
  const rude = await fakeService(
    `process.on('SIGTERM', () => { console.log('bye'); process.exit(1); });
     setInterval(() => {}, 1000); ${LISTENING}`,
  );
  await assert.rejects(rude.stop(), { message: /exited with code 1; it printed.*bye/s });
});

test('the server of a killed run is removed by the next run', async () => {
  const owner = await fakeService(`
    import { startTestPostgres } from '${new URL('../dist/index.js', import.meta.url).href}';
    const { adminUrl } = await startTestPostgres();
    console.log(JSON.stringify({ event: 'listening', url: adminUrl }));
    setInterval(() => {}, 1000);`);
  const names = await readdir(directory);
  const abandoned = names.find((name) => name.includes(`-${owner.pid}-`));
  await owner.kill();
  await assert.doesNotReject(query(owner.url, 'select 1'));

  const next = await startTestPostgres();
  onTestFinished(() => next.stop());
  await assert.rejects(stat(join(directory, abandoned ?? 'missing')), { code: 'ENOENT' });
  await assert.rejects(query(owner.url, 'select 1'));
});

test('the fake clock advances on command, and durations ignore a change of the time of day', () => {
  const clock = createFakeClock(1000);
  clock.advance(5);
  clock.set(0);
  assert.deepEqual([clock.nowMs(), clock.monotonicMs()], [0, 5]);
  assert.throws(() => clock.advance(-1), RangeError);
});
