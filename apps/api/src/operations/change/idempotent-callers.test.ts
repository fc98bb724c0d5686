import { createFakeClock } from '@unlatch/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { parseGrants } from '../../domain/authorization/grants.js';
import { type Caller, systemCaller } from '../../domain/caller/caller.js';
import { createCaches } from '../../engine/caches/caches.js';
import { type ChangeDeps, commitChange } from './commit-change.js';
import { answerOnce } from './idempotency.js';

let store: Store;
let workspaceId: string;
let deps: ChangeDeps;
beforeAll(async () => {
  store = await startStore();
  ({ workspaceId } = await store.newApi());
  const caches = createCaches({ db: store.db, isCurrent: () => true, keysMax: 100 });
  deps = { db: store.db, caches, clock: createFakeClock() };
});
afterAll(() => store.stop());

const grants = parseGrants([]);

const rootKey = (id = 'root_1'): Caller => {
  return {
    kind: 'rootKey',
    workspaceId,
    id,
    name: id,
    grants,
    expiresAtMs: null,
    strictRights: false,
    workspaceRequestsPerMinute: null,
  };
};
const user = (id = 'user_1'): Caller => ({
  kind: 'user',
  workspaceId,
  id,
  name: id,
  sessionId: 'sess_1',
  grants,
  steppedUpUntilMs: null,
});
const portalUser = (sessionId = 'ps_1'): Caller => {
  return { kind: 'portalUser', workspaceId, sessionId, externalId: 'customer_1', grants };
};

let carriedOut = 0;

/** The answer to a change under an Idempotency-Key: the number of changes carried out so far. */
function change(caller: Caller, credential: string, key: string): Promise<unknown> {
  const idempotency = { key, credential, requestDigest: 'digest of a request' };
  const call = { caller, idempotency, ip: '203.0.113.7', userAgent: null, requestId: 'req_1' };
  return answerOnce(deps, call, () =>
    commitChange(deps, call, async () => {
      carriedOut += 1;
      return carriedOut;
    }),
  );
}

describe('under one Idempotency-Key, in one workspace, with one body', () => {
  it('callers of different kinds do not get the answers of each other', async () => {
    const callers = [
      [rootKey(), 'unkey_secret'],
      [user(), 'session token'],
      [portalUser(), 'portal session token'],
    ] as const;
    const first = [];
    for (const [caller, credential] of callers) first.push(await change(caller, credential, 'one'));
    expect(new Set(first).size).toBe(callers.length);
    const again = callers.map(([caller, credential]) => change(caller, credential, 'one'));
    expect(await Promise.all(again)).toEqual(first);
  });

  it('a user gets the answer again, and carries the change out once', async () => {
    const before = carriedOut;
    const calls = Array.from({ length: 5 }, () => change(user(), 'session token', 'repeated'));
    expect(new Set(await Promise.all(calls))).toEqual(new Set([before + 1]));
    expect(await change(user(), 'session token', 'repeated')).toBe(before + 1);
    expect(carriedOut).toBe(before + 1);
  });

  it('callers are distinguished by their identity and by their credential', async () => {
    const answers = [
      await change(user('user_1'), 'session token', 'apart'),
      await change(user('user_2'), 'session token', 'apart'),
      await change(user('user_1'), 'another session token', 'apart'),
    ];
    expect(new Set(answers).size).toBe(answers.length);
  });

  it('the system carries out every change, as it has no credential', async () => {
    const system = systemCaller({ workspaceId, id: 'setup', name: 'Setup' });
    const before = carriedOut;
    expect(await change(system, '', 'system')).toBe(before + 1);
    expect(await change(system, '', 'system')).toBe(before + 2);
  });
});

describe('an answer that an earlier version has stored', () => {
  // Made by that version for the root key `unkey_earlier` and the Idempotency-Key `earlier`.
  const STORED = {
    keyHash: '66wXZiNwMKpKdJFeYjtTIbW83q6LgVMMe4QnmmYy1q8=',
    requestHash: 'v1sO2YwRpqWjdgqrS2e0vGvA2o5mGSXn7pUtEuFZwz8=',
    answer: '3SLdpUozdLMy8D433/T6zrqi+OnL8slN25jPyTmnfVJOEMrSne2zr6CcrPIYEk/g2Wv2',
  };

  it('is given to its root key', async () => {
    const { keyHash, requestHash, answer } = STORED;
    await sql`
      insert into idempotent_answers
        (workspace_id, root_key_id, key_hash, request_hash, answer, created_at_ms)
      values (${workspaceId}, 'root_earlier', ${keyHash}, ${requestHash},
        ${Buffer.from(answer, 'base64')}, ${deps.clock.nowMs()})`.execute(store.db);
    expect(await change(rootKey('root_earlier'), 'unkey_earlier', 'earlier')).toEqual({
      apiId: 'api_earlier',
    });
  });
});
