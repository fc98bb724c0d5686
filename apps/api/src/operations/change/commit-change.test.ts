import { createFakeClock } from '@unlatch/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type ApiIds, type Store, startStore } from '../../../test/store.js';
import type { AuditEvent } from '../../domain/audit/audit-event.js';
import { parseGrants } from '../../domain/authorization/grants.js';
import type { Caller } from '../../domain/caller/caller.js';
import { createCaches, keyCacheKey } from '../../engine/caches/caches.js';
import { listenForChanges } from '../../store/changes/change-listener.js';
import { type Change, decodeChanges } from '../../store/changes/changes.js';
import type { Tx } from '../../store/database/database.js';
import { commitChange } from './commit-change.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const clock = createFakeClock();

/** A key in the memory of this process, and everything that a change of it needs. */
async function startScene() {
  const api = await store.newApi();
  const key = await store.newKey(api);
  const db = store.open();
  const caches = createCaches({ db, isCurrent: () => true, keysMax: 100 });
  await caches.keys.get(keyCacheKey(key));
  const payloads: string[] = [];
  const listener = await listenForChanges(
    { connectionString: store.url },
    { onPayload: (payload) => payloads.push(payload), onLost: () => undefined },
  );
  onTestFinished(() => listener.close());
  const change: Change = { kind: 'key', workspaceId: key.workspaceId, hash: key.hash };
  const origin = (workspaceId = api.workspaceId) => ({
    caller: rootKeyIn(workspaceId),
    ip: '203.0.113.7',
    userAgent: 'curl/8',
    requestId: 'req_1',
    idempotency: null,
  });
  return {
    api,
    change,
    deps: { db, caches, clock },
    origin,
    async isRemembered() {
      const answer = caches.keys.get(keyCacheKey(key));
      await answer;
      return !(answer instanceof Promise);
    },
    /** The notifications that listeners of all processes have received. */
    async told() {
      await listener.ping();
      return payloads;
    },
  };
}

function rootKeyIn(workspaceId: string): Caller {
  const grants = parseGrants([]);
  const root = {
    id: 'root_1',
    name: 'Deployment',
    expiresAtMs: null,
    strictRights: false,
    workspaceRequestsPerMinute: null,
  };
  return { kind: 'rootKey', workspaceId, grants, ...root };
}

async function rename(tx: Tx, { workspaceId, apiId }: ApiIds): Promise<void> {
  await sql`
    update apis set name = name || '!' where workspace_id = ${workspaceId} and id = ${apiId}`.execute(
    tx,
  );
}

async function nameOf({ apiId }: ApiIds): Promise<string> {
  const row = await store.db
    .selectFrom('apis')
    .select('name')
    .where('id', '=', apiId)
    .executeTakeFirstOrThrow();
  return row.name;
}

function auditEventsOf({ workspaceId }: ApiIds) {
  return store.db
    .selectFrom('audit_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute();
}

function event(description: string): AuditEvent {
  return { event: 'api.update', description, targets: [{ type: 'api', id: 'api_1' }] };
}

describe('commitChange', () => {
  it('commits the change with its audit trail, notifies every process, and forgets', async () => {
    const { api, change, deps, origin, isRemembered, told } = await startScene();
    const result = await commitChange(deps, origin(), async (tx, record) => {
      await rename(tx, api);
      record.audit(event('It was updated'));
      record.changed(change);
      return 'done';
    });
    expect(await isRemembered()).toBe(false);
    expect(result).toBe('done');
    expect(await nameOf(api)).toBe('Weather!');
    expect((await told()).flatMap(decodeChanges)).toEqual([change]);
    expect(await auditEventsOf(api)).toEqual([
      {
        workspace_id: api.workspaceId,
        id: expect.stringMatching(/^log_/),
        time_ms: clock.nowMs(),
        event: 'api.update',
        description: 'It was updated',
        actor_type: 'rootkey',
        actor_id: 'root_1',
        actor_name: 'Deployment',
        remote_ip: '203.0.113.7',
        user_agent: 'curl/8',
        targets: [{ type: 'api', id: 'api_1' }],
        correlation_id: null,
        request_id: 'req_1',
      },
    ]);
  });

  it('repeats only the beginning of a long user agent in each event', async () => {
    const { api, deps, origin } = await startScene();
    const userAgent = `${'a'.repeat(512)}b`;
    await commitChange(deps, { ...origin(), userAgent }, async (_tx, record) => {
      for (const description of ['one', 'two']) record.audit(event(description));
    });
    const events = await auditEventsOf(api);
    expect(events.map((row) => row.user_agent)).toEqual(['a'.repeat(512), 'a'.repeat(512)]);
  });

  it('lists several events in the order in which they were recorded, as of one call', async () => {
    const { api, deps, origin } = await startScene();
    const descriptions = Array.from({ length: 50 }, (_, index) => `event ${index}`);
    await commitChange(deps, origin(), async (_tx, record) => {
      for (const description of descriptions) record.audit(event(description));
    });
    const events = await auditEventsOf(api);
    expect(events.map((row) => row.description)).toEqual(descriptions);
    expect(new Set(events.map((row) => row.correlation_id)).size).toBe(1);
    expect(events[0]?.correlation_id).toMatch(/^cor_/);
  });

  it('keeps the old state in memory until the change has been committed', async () => {
    const { api, change, deps, origin, isRemembered } = await startScene();
    await commitChange(deps, origin(), async (tx, record) => {
      record.changed(change);
      await rename(tx, api);
      expect(await isRemembered()).toBe(true);
    });
    expect(await isRemembered()).toBe(false);
  });

  it('undoes everything, sends no notification and forgets nothing when the audit trail cannot be written', async () => {
    const { api, change, deps, origin, isRemembered, told } = await startScene();
    const failing = commitChange(deps, origin('ws_missing'), async (tx, record) => {
      await rename(tx, api);
      record.audit(event('It was updated'));
      record.changed(change);
    });
    await expect(failing).rejects.toMatchObject({ code: '23503', table: 'audit_events' });
    expect(await nameOf(api)).toBe('Weather');
    expect(await told()).toEqual([]);
    expect(await isRemembered()).toBe(true);
  });

  it('leaves no trace of work that throws', async () => {
    const { api, change, deps, origin, isRemembered, told } = await startScene();
    const failing = commitChange(deps, origin(), async (tx, record) => {
      await rename(tx, api);
      record.audit(event('It was updated'));
      record.changed(change);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await nameOf(api)).toBe('Weather');
    expect(await auditEventsOf(api)).toEqual([]);
    expect(await told()).toEqual([]);
    expect(await isRemembered()).toBe(true);
  });

  it('records once a change that had to run twice', async () => {
    const { api, change, deps, origin, told } = await startScene();
    let attempts = 0;
    await commitChange(deps, origin(), async (tx, record) => {
      attempts += 1;
      await rename(tx, api);
      record.audit(event(`attempt ${attempts}`));
      record.changed(change);
      if (attempts === 1) {
        await sql`do $$ begin raise exception using errcode = '40P01'; end $$`.execute(tx);
      }
    });
    expect(await nameOf(api)).toBe('Weather!');
    expect((await auditEventsOf(api)).map((row) => row.description)).toEqual(['attempt 2']);
    expect(await told()).toHaveLength(1);
  });
});
