import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { ATTACKS } from './attacks-by-name.js';
import { warmChecks } from './checks.js';
import { type LoadResult, load, type Target } from './load.js';
import type { BenchService } from './service.js';
import { printTable, type Row } from './table.js';

const SECONDS = 4;
/** The attack is fully under way, and what it may use up at once is used up. */
const LEAD_MS = 2000;
const IDENTITIES = 100;

/**
 * Checks per second beside each attack, as a share of those right before it. The goal is 0.8, and a
 * p99 of at most twice the one without the attack.
 */
export async function benchAttacks(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Attacked' });
  await addLargeIdentities(service, apiId);
  const [check] = await warmChecks(service, apiId);
  if (check === undefined) throw new Error('there is nothing to ask for');
  await load(check.target, { until: { seconds: 2 } });
  const rows: Row[] = [];
  for (const name of Object.keys(ATTACKS)) {
    rows.push(await compareWith(name, service, check.target));
  }
  const headings = ['checks/s', 'attacked', 'ratio', 'p99 ms', 'attacked', 'ratio', 'failed', 'MB'];
  printTable('Checks beside attacks', headings, rows);
}

async function compareWith(name: string, service: BenchService, target: Target): Promise<Row> {
  const alone = await load(target, { until: { seconds: SECONDS } });
  const stop = startAttacker(name, service);
  await new Promise((resolve) => setTimeout(resolve, LEAD_MS));
  const attacked = await load(target, { until: { seconds: SECONDS } });
  const { residentMb } = service.usage();
  await stop();
  return { name, cells: [...beside(alone, attacked), residentMb] };
}

function beside(alone: LoadResult, attacked: LoadResult): number[] {
  return [
    alone.requestsPerSecond,
    attacked.requestsPerSecond,
    attacked.requestsPerSecond / alone.requestsPerSecond,
    alone.p99Ms,
    attacked.p99Ms,
    attacked.p99Ms / alone.p99Ms,
    attacked.failures,
  ];
}

function startAttacker(name: string, { url, rootKey }: BenchService): () => Promise<void> {
  const script = fileURLToPath(new URL('./attacker.ts', import.meta.url));
  const args = ['--import', 'tsx', script, name, url, rootKey];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
}

/** With 1 MiB of meta each, so that pages of them are as large as a page can be. */
async function addLargeIdentities({ db }: BenchService, apiId: string): Promise<void> {
  await sql`
    insert into identities (workspace_id, id, external_id, meta, created_at_ms)
    select apis.workspace_id, 'id_large_' || i, 'large_' || i,
      json_build_object('text', repeat('x', 1048000)), 0
    from generate_series(1, ${IDENTITIES}::int) as i, apis
    where apis.id = ${apiId}`.execute(db);
}
