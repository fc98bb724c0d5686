import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { ATTACKS } from './attacks-by-name.js';
import { load, type Target } from './load.js';
import type { BenchService } from './service.js';
import { beginTable, median, type Row } from './table.js';
import { type Measurement, measure, untilIdle } from './turns.js';

/**
 * Checks beside each attack, compared with those right before it. The goal is 0.8 of the checks per
 * CPU second of the service, and a p99 of at most twice the one without the attack.
 *
 * Load, PostgreSQL and attacker share the core that the service leaves. If the load is the slowest
 * part, its figure falls with each instruction of the attacker, and says nothing about the service.
 * Hence:
 * - The check is one that costs the service twice what it costs load and database together.
 * - The attacker has a low priority. What it gets is still more requests than the service answers;
 *   `attacks/s` shows how many it did answer.
 * - The measure is what the service's own processor time buys: checks per CPU second. A service that
 *   is busy all the time (`busy`) cannot look better by it. One that is not looks worse than it is,
 *   since requests below checks may use the time that checks leave over.
 * - Rounds with and without the attack take turns, each on an idle service and an idle PostgreSQL.
 *   Ratios are taken within a round; a row shows the median. Each row has an API of its own.
 */
const ROUNDS = 3;
/** The attack is fully under way, and what it may use up at once is used up. */
const LEAD_MS = 1500;
const WARM_UP_SECONDS = 1;
/** About a tenth of the core beside the load, which never sleeps. */
const ATTACKER_PRIORITY = 9;
const IDENTITIES = 100;
const NEVER_REACHED = 1_000_000_000;

export async function benchAttacks(service: BenchService): Promise<void> {
  await addLargeIdentities(service, await newApi(service));
  const wanted = process.env['BENCH_ATTACK'];
  const names = Object.keys(ATTACKS).filter((name) => wanted === undefined || name.match(wanted));
  const printRow = beginTable('Checks beside attacks', [
    'checks/s',
    'attacked',
    'ratio',
    'per CPU second: ratio',
    'busy',
    'p99 ms',
    'attacked',
    'ratio',
    'failed',
    'attacks/s',
    'MB',
  ]);
  for (const name of names) printRow(await compareWith(name, service));
}

interface Round {
  readonly alone: Measurement;
  readonly attacked: Measurement;
  /** Of the service's core beside the attack. */
  readonly busy: number;
  readonly attacksPerSecond: number;
  readonly residentMb: number;
}

async function compareWith(name: string, service: BenchService): Promise<Row> {
  const target = await dearCheck(service);
  await load(target, { until: { seconds: WARM_UP_SECONDS } });
  const rounds: Round[] = [];
  for (let count = 0; count < ROUNDS; count++) rounds.push(await runRound(name, service, target));
  const of = (read: (round: Round) => number) => median(rounds.map(read));
  return {
    name,
    cells: [
      of(({ alone }) => alone.requestsPerSecond),
      of(({ attacked }) => attacked.requestsPerSecond),
      of(({ alone, attacked }) => attacked.requestsPerSecond / alone.requestsPerSecond),
      of(({ alone, attacked }) => alone.cpuMicros / attacked.cpuMicros),
      of(({ busy }) => busy),
      of(({ alone }) => alone.p99Ms),
      of(({ attacked }) => attacked.p99Ms),
      of(({ alone, attacked }) => attacked.p99Ms / alone.p99Ms),
      rounds.reduce((sum, { attacked }) => sum + attacked.failures, 0),
      of(({ attacksPerSecond }) => attacksPerSecond),
      of(({ residentMb }) => residentMb),
    ],
  };
}

async function runRound(name: string, service: BenchService, target: Target): Promise<Round> {
  const scenario = { name, server: service, target };
  await sql`checkpoint`.execute(service.db);
  await untilIdle([service, service.database]);
  const alone = await measure(scenario, { mayFail: true });
  const attacker = await startAttacker(name, service);
  await new Promise((resolve) => setTimeout(resolve, LEAD_MS));
  const before = attacker.answers();
  const attacked = await measure(scenario, { mayFail: true });
  const answers = attacker.answers() - before;
  const { residentMb } = service.usage();
  await attacker.stop();
  const seconds = attacked.requests / attacked.requestsPerSecond;
  return {
    alone,
    attacked,
    busy: (attacked.cpuMicros * attacked.requestsPerSecond) / 1_000_000,
    attacksPerSecond: answers / seconds,
    residentMb,
  };
}

interface Attacker {
  /** How many answers it has got. */
  answers(): number;
  stop(): Promise<void>;
}

/** Resolves once the attack has begun. */
async function startAttacker(name: string, { url, rootKey }: BenchService): Promise<Attacker> {
  const script = fileURLToPath(new URL('./attacker.ts', import.meta.url));
  const args = ['--import', 'tsx', script, name, url, rootKey];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  setPriority(child.pid ?? 0, ATTACKER_PRIORITY);
  let answers = 0;
  const lines = createInterface({ input: child.stdout });
  const begun = once(lines, 'line');
  lines.on('line', (line) => {
    answers = Number(line);
  });
  await begun;
  return {
    answers: () => answers,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function newApi(service: BenchService): Promise<string> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Attacked' });
  return apiId;
}

async function dearCheck(service: BenchService): Promise<Target> {
  const { key } = await service.call('keys.createKey', {
    apiId: await newApi(service),
    permissions: ['docs.read', 'docs.write'],
    ratelimits: Array.from({ length: 5 }, (_, index) => ({
      name: `limit ${index}`,
      limit: NEVER_REACHED,
      duration: 60_000,
      autoApply: true,
    })),
  });
  const query = Array.from({ length: 12 }, (_, index) => `(docs.write AND docs.no${index})`);
  const permissions = [...query, 'docs.read'].join(' OR ');
  const body = JSON.stringify({ key, permissions });
  const { url, rootKey } = service;
  return { url, path: '/v2/keys.verifyKey', rootKey, nextBody: () => body };
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
