import { PAGE_BYTES_MAX } from '@unlatch/contract';
import { sql } from 'kysely';
import { listAuditEvents } from '../src/store/audit/audit-log-page.js';
import type { Db } from '../src/store/database/database.js';
import { searchIdentities } from '../src/store/identities/list-identities.js';
import { listLiveKeys } from '../src/store/keys/key-details.js';
import { openExplaining } from './explaining.js';
import { load } from './load.js';
import { benchCreates, benchSearches, benchUses } from './searches.js';
import { type BenchService, seedKeys } from './service.js';
import { median, printTable, type Row } from './table.js';

const ROWS = 1_000_000;
const FIRST_KEY = 5_000_000;
const LINKED_KEYS = 100_000;
const IMPORTED_KEYS = 10_000;
const CALLS = 20;
const LIMIT = 100;
const MIDDLE = String(ROWS / 2).padStart(7, '0');

/** Lists among a million rows, and changes of very many keys while other keys are verified. */
export async function benchControlPlane(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Many keys' });
  await seedKeys(service.db, { apiId, from: FIRST_KEY, to: FIRST_KEY + ROWS });
  const { workspaceId } = await seedIdentities(service.db, apiId);
  await seedAuditEvents(service.db, workspaceId);
  await benchLists(service, { apiId, workspaceId });
  await benchChanges(service, { apiId, workspaceId });
  await benchSearches(service);
  await benchUses(service);
  await benchCreates(service);
}

interface Ids {
  readonly apiId: string;
  readonly workspaceId: string;
}

async function benchLists(service: BenchService, { apiId, workspaceId }: Ids): Promise<void> {
  const explaining = openExplaining(service.databaseUrl);
  const bytesMax = PAGE_BYTES_MAX;
  const keys = { workspaceId, apiId, externalId: undefined, limit: LIMIT + 1, bytesMax };
  const identities = {
    workspaceId,
    text: '',
    sort: 'createdAt' as const,
    isDescending: false,
    from: undefined,
    limit: LIMIT,
    counts: false,
  };
  const newestFirst = { toMs: ROWS + 1, start: { timeMs: ROWS, id: '' }, isOldestFirst: false };
  const filters = {
    events: undefined,
    actorIds: undefined,
    targetIds: undefined,
    requestIds: undefined,
    text: '',
  };
  const log = { workspaceId, fromMs: 0, ...newestFirst, limit: LIMIT, bytesMax, ...filters };
  const middleIdentity = { value: `id_${MIDDLE}`, id: `id_${MIDDLE}` };
  const middleKey = `key_seeded_${FIRST_KEY + ROWS / 2}`.replace(/\d+$/, (n) => n.padStart(9, '0'));
  const lists: [string, (db: Db) => Promise<unknown>][] = [
    ['keys of an API, first page', (db) => listLiveKeys(db, { ...keys, fromId: '' }, 0)],
    [
      'keys of an API, from the middle',
      (db) => listLiveKeys(db, { ...keys, fromId: middleKey }, 0),
    ],
    [
      'identities, from the middle',
      (db) => searchIdentities(db, { ...identities, from: middleIdentity }),
    ],
    [
      'identities, searched for two characters',
      (db) => searchIdentities(db, { ...identities, text: '99' }),
    ],
    [
      'identities, searched, found by nothing',
      (db) => searchIdentities(db, { ...identities, text: 'nobody' }),
    ],
    ['audit log, newest', (db) => listAuditEvents(db, log)],
    ['audit log of an actor', (db) => listAuditEvents(db, { ...log, actorIds: ['root_7'] })],
    ['audit log of a target', (db) => listAuditEvents(db, { ...log, targetIds: ['key_77'] })],
    [
      'audit log, two filters',
      (db) => listAuditEvents(db, { ...log, actorIds: ['root_7'], events: ['key.create'] }),
    ],
    [
      'audit log, searched, found by nothing',
      (db) => listAuditEvents(db, { ...log, text: 'nobody' }),
    ],
  ];
  try {
    const rows: Row[] = [];
    for (const [name, list] of lists) {
      const timesMs: number[] = [];
      for (let call = 0; call < CALLS; call++) timesMs.push(await timeOf(() => list(service.db)));
      rows.push({ name, cells: [median(timesMs), await explaining.scansOf(list)] });
    }
    const title = `Pages of ${LIMIT} among ${ROWS.toLocaleString('en')} rows`;
    printTable(title, ['ms', 'rows read, and how'], rows);
  } finally {
    await explaining.close();
  }
}

/** Verifies one key without pause while each change runs. Its slowest response shows the wait. */
async function benchChanges(service: BenchService, { apiId }: Ids): Promise<void> {
  const { roleId = '' } = await service.call('permissions.createRole', { name: 'everybody' });
  await sql`
    insert into key_roles (workspace_id, key_id, role_id)
    select workspace_id, id, ${roleId} from keys
    where api_id = ${apiId} order by id limit ${LINKED_KEYS}`.execute(service.db);
  const { migrationId = '' } = await service.call('migrations.createMigration', {
    name: 'Bench',
    algorithm: 'sha256',
  });
  const other = await service.call('apis.createApi', { name: 'Imported' });
  const imported = Array.from({ length: IMPORTED_KEYS }, (_, index) => ({
    hash: Buffer.from(String(index).padStart(32, '0')).toString('base64'),
  }));
  const changes: [string, string, object][] = [
    [
      `delete a role of ${LINKED_KEYS.toLocaleString('en')} keys`,
      'permissions.deleteRole',
      { role: roleId },
    ],
    [
      `import ${IMPORTED_KEYS.toLocaleString('en')} keys`,
      'keys.migrateKeys',
      { migrationId, apiId: other['apiId'], keys: imported },
    ],
    [`delete an API of ${ROWS.toLocaleString('en')} keys`, 'apis.deleteApi', { apiId }],
  ];
  const { key } = await service.call('keys.createKey', { apiId: other['apiId'] });
  const rows: Row[] = [];
  for (const [name, operation, body] of changes) {
    const verifying = load(
      {
        url: service.url,
        path: '/v2/keys.verifyKey',
        rootKey: service.rootKey,
        nextBody: () => JSON.stringify({ key }),
      },
      { until: { seconds: 5 }, rate: 500 },
    );
    const changeMs = await timeOf(() => service.call(operation, body));
    const { p50Ms, p99Ms, maxMs, failures } = await verifying;
    if (failures > 0) throw new Error(`${failures} verifications failed`);
    rows.push({ name, cells: [changeMs, p50Ms, p99Ms, maxMs] });
  }
  const headings = ['ms', 'verify p50 ms', 'verify p99 ms', 'verify max ms'];
  printTable('Changes that reach many keys, among 500 verifications per second', headings, rows);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function seedIdentities(db: Db, apiId: string): Promise<{ workspaceId: string }> {
  const { rows } = await sql<{ workspace_id: string }>`
    select workspace_id from apis where id = ${apiId}`.execute(db);
  const workspaceId = rows[0]?.workspace_id ?? '';
  await sql`
    insert into identities (workspace_id, id, external_id, created_at_ms)
    select ${workspaceId}, 'id_' || lpad(n::text, 7, '0'), 'user_' || n, 0
    from generate_series(1, ${ROWS}::int) as n`.execute(db);
  await sql`vacuum analyze identities`.execute(db);
  return { workspaceId };
}

async function seedAuditEvents(db: Db, workspaceId: string): Promise<void> {
  await sql`
    insert into audit_events
      (workspace_id, id, time_ms, event, description, actor_type, actor_id, targets)
    select ${workspaceId}, 'log_' || lpad(n::text, 7, '0'), n,
      case when n % 10 = 0 then 'key.create' else 'key.update' end, '', 'rootkey',
      'root_' || n % 1000, '[]'
    from generate_series(1, ${ROWS}::int) as n`.execute(db);
  await sql`
    insert into audit_event_targets (workspace_id, target_id, time_ms, event_id)
    select workspace_id, 'key_' || time_ms % 10000, time_ms, id from audit_events
    where workspace_id = ${workspaceId} and time_ms <= ${ROWS}`.execute(db);
  await sql`vacuum analyze audit_events, audit_event_targets`.execute(db);
}
