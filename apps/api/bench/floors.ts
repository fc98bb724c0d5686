import { sql } from 'kysely';
import pg from 'pg';
import type { BenchService } from './service.js';
import { median, printTable, type Row } from './table.js';

const CALLS = 4000;
const IN_FLIGHT = 16;

/** What a round trip to the database costs, which no cold verification and no spend can undercut. */
export async function benchFloors({ databaseUrl, db }: BenchService): Promise<void> {
  await sql`create table if not exists floor (id int primary key, balance bigint)`.execute(db);
  await sql`
    insert into floor select n, 1000000000 from generate_series(1, 1000) as n
    on conflict do nothing`.execute(db);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: IN_FLIGHT });
  const id = () => 1 + Math.floor(Math.random() * 1000);
  const statements = {
    'one SELECT': () =>
      pool.query({
        name: 'select',
        text: 'select balance from floor where id = $1',
        values: [id()],
      }),
    'one committed UPDATE': () =>
      pool.query({
        name: 'update',
        text: 'update floor set balance = balance - 1 where id = $1 and balance >= 1 returning balance',
        values: [id()],
      }),
  };
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(statements)) {
    await time(run, { calls: CALLS / 4, inFlight: IN_FLIGHT });
    const alone = await time(run, { calls: CALLS, inFlight: 1 });
    const together = await time(run, { calls: CALLS * 4, inFlight: IN_FLIGHT });
    const { p50Ms, p99Ms } = alone;
    rows.push({ name, cells: [p50Ms, p99Ms, together.perSecond, together.p99Ms] });
  }
  await pool.end();
  const headings = ['p50 ms alone', 'p99 ms alone', `per second, ${IN_FLIGHT} at once`, 'p99 ms'];
  printTable('Floors', headings, rows);
}

async function time(
  run: () => Promise<unknown>,
  { calls, inFlight }: { readonly calls: number; readonly inFlight: number },
): Promise<{ p50Ms: number; p99Ms: number; perSecond: number }> {
  const timesMs: number[] = [];
  let started = 0;
  const startedMs = performance.now();
  const drive = async () => {
    while (started < calls) {
      started += 1;
      const callMs = performance.now();
      await run();
      timesMs.push(performance.now() - callMs);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, drive));
  const perSecond = (calls / (performance.now() - startedMs)) * 1000;
  timesMs.sort((a, b) => a - b);
  return {
    p50Ms: median(timesMs),
    p99Ms: timesMs[Math.floor(calls * 0.99)] ?? Number.NaN,
    perSecond,
  };
}
