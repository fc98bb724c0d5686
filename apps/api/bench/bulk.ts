import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { CHANGES, MANY_AT_ONCE, type Place } from './bulk-changes.js';
import { type LoadResult, load, type Target } from './load.js';
import type { BenchService } from './service.js';
import { median, printTable, type Row } from './table.js';

/** BENCH_RATE is the number of verifications per second. */
const RATE = Number(process.env['BENCH_RATE'] ?? 500);
/** A load that sleeps cannot keep to a higher rate. */
const SLEEPS_RATE_MAX = 1000;
const CHECKING = { rate: RATE, sleeps: RATE <= SLEEPS_RATE_MAX };
const SECONDS = 5;
/** A change under way is part of the measurement from its beginning. */
const LEAD_MS = 300;
const LINKED_KEYS = 100_000;

/** What is done beside checks: again and again in another process, or by one call. */
interface Kind {
  readonly name: string;
  readonly isRepeated: boolean;
  readonly call?: { readonly operation: string; readonly body: object };
}

interface Bulk {
  readonly service: BenchService;
  readonly check: Target;
  readonly changer: ReturnType<typeof startChanger>;
}

/**
 * Warm verification beside each kind of large change, compared with the same right before it. The
 * goal is a p99 of at most twice the one of alone, and no failure.
 */
export async function benchBulk(service: BenchService): Promise<void> {
  const { bulk, linked } = await prepare(service);
  const rows: Row[] = [];
  try {
    for (const kind of kindsOf(linked)) rows.push(await compareWith(kind, bulk));
  } finally {
    await bulk.changer.stop();
  }
  printTable(`${CHECKING.rate} verifications per second beside bulk operations`, HEADINGS, rows);
}

const HEADINGS = [
  'p50 ms',
  'beside',
  'p99 ms',
  'beside',
  'ratio',
  'max ms',
  'beside',
  'block ms',
  'beside',
  'times',
  'failed',
];

/** Makes and revokes so many keys through the API, each by requests of its own. */
export async function benchManyKeys(service: BenchService, keys: number): Promise<void> {
  const { bulk } = await prepare(service);
  const { check, changer } = bulk;
  const alone = await load(check, { until: { seconds: SECONDS }, ...CHECKING });
  await service.pauses();
  let isOver = false;
  const windows: LoadResult[] = [];
  const checking = async () => {
    while (!isOver) windows.push(await load(check, { until: { seconds: SECONDS }, ...CHECKING }));
  };
  const checked = checking();
  const startedMs = performance.now();
  try {
    for (let made = 0; made < keys; made += MANY_AT_ONCE) await changer.run(MANY_KEYS);
  } finally {
    isOver = true;
    await checked;
    await changer.stop();
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const name = `${Math.round((2 * keys) / seconds)} changes/s`;
  const cells = [
    seconds,
    alone.p99Ms,
    median(windows.map(({ p99Ms }) => p99Ms)),
    Math.max(...windows.map(({ p99Ms }) => p99Ms)),
    Math.max(...windows.map(({ maxMs }) => maxMs)),
    (await service.pauses()).delayMaxMs,
    windows.reduce((sum, { failures }) => sum + failures, 0),
  ];
  printTable(
    `${keys.toLocaleString('en')} keys made and revoked beside ${CHECKING.rate} verifications per second`,
    ['s', 'p99 ms alone', 'median of 5 s', 'worst 5 s', 'max ms', 'block ms', 'failed'],
    [{ name, cells }],
  );
}

const MANY_KEYS = 'create and revoke keys';

async function prepare(service: BenchService): Promise<{ bulk: Bulk; linked: Linked }> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Bulk' });
  const { migrationId = '' } = await service.call('migrations.createMigration', {
    name: 'Bulk',
    algorithm: 'sha256',
  });
  const { key } = await service.call('keys.createKey', { apiId });
  const { keyId = '' } = await service.call('keys.createKey', { apiId });
  const nextBody = () => JSON.stringify({ key });
  const { url, rootKey } = service;
  const check = { url, path: '/v2/keys.verifyKey', rootKey, nextBody };
  const linked = await seedLinkedKeys(service);
  const { largeApiId } = linked;
  const changer = startChanger({ url, rootKey, apiId, migrationId, keyId, largeApiId });
  // The code of changes is compiled when it has run for a while.
  for (const name of Object.keys(CHANGES)) await changer.run(name);
  await load(check, { until: { seconds: 2 }, ...CHECKING });
  return { bulk: { service, check, changer }, linked };
}

async function compareWith(kind: Kind, { service, check, changer }: Bulk): Promise<Row> {
  await service.pauses();
  const alone = await load(check, { until: { seconds: SECONDS }, ...CHECKING });
  const blockAlone = (await service.pauses()).delayMaxMs;
  const verifying = load(check, { until: { seconds: SECONDS }, ...CHECKING });
  const endMs = performance.now() + SECONDS * 1000;
  await new Promise((resolve) => setTimeout(resolve, LEAD_MS));
  let times = 0;
  do {
    if (kind.call === undefined) await changer.run(kind.name);
    else await service.call(kind.call.operation, kind.call.body);
    times += 1;
  } while (kind.isRepeated && performance.now() < endMs);
  const beside = await verifying;
  const cells = [
    alone.p50Ms,
    beside.p50Ms,
    alone.p99Ms,
    beside.p99Ms,
    beside.p99Ms / alone.p99Ms,
    alone.maxMs,
    beside.maxMs,
    blockAlone,
    (await service.pauses()).delayMaxMs,
    times,
    beside.failures + alone.failures,
  ];
  return { name: kind.name, cells };
}

function kindsOf(linked: Linked): Kind[] {
  const keys = `of ${LINKED_KEYS.toLocaleString('en')} keys`;
  const repeated = Object.keys(CHANGES).map((name) => ({ name, isRepeated: true }));
  const once = (name: string, operation: string, body: object): Kind => ({
    name: `delete ${name} ${keys}`,
    isRepeated: false,
    call: { operation, body },
  });
  return [
    ...repeated,
    once('a role', 'permissions.deleteRole', { role: linked.roleId }),
    once('a permission', 'permissions.deletePermission', { permission: linked.permissionId }),
    once('an identity', 'identities.deleteIdentity', { identity: 'bulk' }),
    once('an API', 'apis.deleteApi', { apiId: linked.apiId }),
  ];
}

/** Runs changes in a process of its own, so that making them takes no time of the load. */
function startChanger(place: Place) {
  const script = fileURLToPath(new URL('./bulk-changer.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--import', 'tsx'] });
  return {
    async run(name: string): Promise<void> {
      const done = once(child, 'message');
      child.send({ name, place });
      const [failure] = await done;
      if (failure !== null) throw new Error(String(failure));
    },
    async stop(): Promise<void> {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

type Linked = Awaited<ReturnType<typeof seedLinkedKeys>>;

async function seedLinkedKeys(service: BenchService) {
  const { db } = service;
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Linked' });
  const { apiId: largeApiId = '' } = await service.call('apis.createApi', { name: 'Large' });
  const { roleId = '' } = await service.call('permissions.createRole', { name: 'everyone' });
  const { permissionId = '' } = await service.call('permissions.createPermission', {
    name: 'Everything',
    slug: 'every.thing',
  });
  const { identityId = '' } = await service.call('identities.createIdentity', {
    externalId: 'bulk',
  });
  await sql`
    insert into keys (workspace_id, id, api_id, hash, start, enabled, created_at_ms, identity_id)
    select workspace_id, 'key_linked_' || lpad(i::text, 9, '0'), id, 'linked_' || i, 'link', true, 0,
      ${identityId}
    from generate_series(1, ${LINKED_KEYS}::int) as i, apis where id = ${apiId}`.execute(db);
  await sql`
    insert into keys (workspace_id, id, api_id, hash, start, enabled, created_at_ms, meta)
    select workspace_id, 'key_large_' || lpad(i::text, 9, '0'), id, 'large_' || i, 'larg', true, 0,
      json_build_object('text', repeat('x', 40000))
    from generate_series(1, 200) as i, apis where id = ${largeApiId}`.execute(db);
  await sql`
    insert into key_roles (workspace_id, key_id, role_id)
    select workspace_id, id, ${roleId} from keys where api_id = ${apiId}`.execute(db);
  await sql`
    insert into key_permissions (workspace_id, key_id, permission_id)
    select workspace_id, id, ${permissionId} from keys where api_id = ${apiId}`.execute(db);
  await sql`analyze keys, key_roles, key_permissions`.execute(db);
  return { apiId, largeApiId, roleId, permissionId };
}
