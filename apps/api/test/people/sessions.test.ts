import { describe, expect, it } from 'vitest';
import { hashToken } from '../../src/engine/people/tokens.js';
import { deleteWorkspace } from '../../src/operations/installation/workspaces.js';
import { inTransaction } from '../../src/store/database/transaction.js';
import { addSession, asPerson, callFromPage, cookieIn, type LoggedIn } from '../people.js';
import { callOf, codeOf, PASSWORD, useOwner } from './owner.js';

/* What a session opens, and until when. */

const world = useOwner();
const call = callOf(world);

describe('a session', () => {
  it('is not opened by a token that was planted before the log-in', async () => {
    const { app } = world.harness;
    const planted = 'A'.repeat(43);
    const body = { email: world.person.email, password: PASSWORD };
    const cookie = `unlatch_session=${planted}`;
    const answer = await callFromPage(app, 'login.withPassword', body, { headers: { cookie } });
    const token = cookieIn(answer, 'unlatch_session');
    expect(token).not.toBe(planted);
    const status = await callFromPage(app, 'login.getStatus', {}, { headers: { cookie } });
    expect(status.body.data.session).toBeNull();
  });

  it('of a browser ends when another person logs in there', async () => {
    const body = { email: world.person.email, password: PASSWORD };
    const cookie = `unlatch_session=${world.person.token}`;
    await callFromPage(world.harness.app, 'login.withPassword', body, { headers: { cookie } });
    expect((await call().asIs()).status).toBe(401);
  });

  it('counts as none when the cookie is there twice', async () => {
    const twice = `unlatch_session=${world.person.token}; unlatch_session=${world.person.token}`;
    expect((await call().with({ cookie: twice })).status).toBe(401);
  });

  it('is not found by its id, its hash, or a hash of it in the database', async () => {
    const { db } = world.harness.deps;
    const rows = await db.selectFrom('user_sessions').selectAll().execute();
    for (const row of rows) {
      for (const guess of [row.token_hash, row.id, row.token_hash.replace(/=$/, '')]) {
        const answer = await call().with({ cookie: `unlatch_session=${guess}` });
        expect(answer.status).toBe(401);
      }
    }
    const dump = JSON.stringify([
      rows,
      await db.selectFrom('users').selectAll().execute(),
      await db.selectFrom('audit_events').selectAll().execute(),
      await db.selectFrom('setup_links').selectAll().execute(),
    ]);
    expect(dump).toContain(hashToken(world.person.token));
    expect(dump).not.toContain(world.person.token);
    expect(dump).not.toContain(PASSWORD);
  });

  it('has no rights in a workspace of others, which looks like one that does not exist', async () => {
    const foreign = await world.harness.newWorkspace();
    const answers = [foreign.id, 'ws_unheard_of'].map((id) =>
      call().with({ 'x-unlatch-workspace': id }),
    );
    const [one, other] = await Promise.all(answers);
    expect(one?.body.error).toEqual(other?.body.error);
    expect(one && codeOf(one)).toBe('unlatch/workspace/not_a_member');
  });

  it('ends in every process with its revocation, and gains nothing there by its old token', async () => {
    const peer = await world.harness.startPeer();
    try {
      const atPeer = asPerson(peer.app, world.person, world.workspace.id);
      expect((await atPeer('apis.listApis', {})).status).toBe(200);
      const change = peer.nextChange();
      await call('login.logOut', {}).asIs();
      await change;
      expect((await atPeer('apis.listApis', {})).status).toBe(401);
    } finally {
      await peer.stop();
    }
  });

  it('ends with its time, although a process still remembers it', async () => {
    const ends = [12 * 3_600_000, 7 * 24 * 3_600_000];
    for (const [index, idleMs] of ends.entries()) {
      const nowMs = world.harness.clock.nowMs();
      const session = await addSession(world.harness.deps.db, {
        userId: world.person.userId,
        nowMs,
      });
      const as = asPerson(world.harness.app, session, world.workspace.id);
      expect((await as('apis.listApis', {})).status).toBe(200);
      world.harness.clock.advance(idleMs);
      expect((await as('apis.listApis', {})).status, `end ${index}`).toBe(401);
    }
  });

  it('has a limit of requests of its own, apart from that of the workspace', async () => {
    const { app } = world.harness;
    const as = asPerson(app, world.person, world.workspace.id);
    const statuses = new Set<number>();
    for (let count = 0; count < 1200; count++)
      statuses.add((await as('account.getAccount', {})).status);
    expect([...statuses]).toEqual([200]);
    const over = await as('account.getAccount', {});
    expect(codeOf(over)).toBe('unlatch/session/rate_limited');
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
    expect((await world.workspace.call('apis.listApis', {})).status).toBe(200);
  });
});

describe('a dangerous act', () => {
  it.each<[string, unknown]>([
    ['rootKeys.createKey', { permissions: [] }],
    ['apis.deleteApi', { apiId: 'api_1234' }],
    ['keys.getKey', { keyId: 'key_1234', decrypt: true }],
  ])('%s needs a confirmation, which holds for ten minutes', async (name, body) => {
    const { app, clock } = world.harness;
    expect(codeOf(await call(name, body).asIs())).toBe('unlatch/session/step_up_needed');
    const confirmed = await asPerson(app, world.person)('account.confirmIdentity', {
      password: PASSWORD,
    });
    const token = cookieIn(confirmed, 'unlatch_session') ?? '';
    const { csrfToken } = confirmed.body.data;
    const as = asPerson(app, { token, csrfToken }, world.workspace.id);
    expect(codeOf(await as(name, body))).not.toBe('unlatch/session/step_up_needed');
    clock.advance(600_000);
    expect(codeOf(await as(name, body))).toBe('unlatch/session/step_up_needed');
  });

  it('is not asked for when a key is shown without its plaintext', async () => {
    const { keyId } = await world.workspace.newKey();
    expect((await call('keys.getKey', { keyId }).asIs()).status).toBe(200);
  });

  it('gives the session a new token, and the old one opens nothing', async () => {
    await asPerson(world.harness.app, world.person)('account.confirmIdentity', {
      password: PASSWORD,
    });
    expect((await call().asIs()).status).toBe(401);
  });
});

describe('a repeated request', () => {
  it('is carried out once for one session, and is new for another one', async () => {
    const { deps, clock, app } = world.harness;
    const other = await addSession(deps.db, { userId: world.person.userId, nowMs: clock.nowMs() });
    const create = (session: Pick<LoggedIn, 'token' | 'csrfToken'>) =>
      asPerson(app, session, world.workspace.id)(
        'apis.createApi',
        { name: 'Once' },
        {
          headers: { 'idempotency-key': 'once' },
        },
      );
    const [first, again, elsewhere] = [
      await create(world.person),
      await create(world.person),
      await create(other),
    ];
    expect(again.body.data).toEqual(first.body.data);
    expect(elsewhere.body.data).not.toEqual(first.body.data);
  });
});

it('a person who is removed from a workspace has no rights there from then on', async () => {
  expect((await call().asIs()).status).toBe(200);
  await inTransaction(world.harness.deps.db, async (tx) => {
    await tx.deleteFrom('memberships').where('user_id', '=', world.person.userId).execute();
  });
  world.harness.deps.caches.apply({ kind: 'team', id: world.workspace.id });
  expect(codeOf(await call().asIs())).toBe('unlatch/workspace/not_a_member');
});

it('a deleted workspace has no members any more', async () => {
  expect((await call().asIs()).status).toBe(200);
  await deleteWorkspace(world.harness.deps, world.workspace.id);
  world.harness.deps.caches.apply({ kind: 'workspace', id: world.workspace.id });
  expect(codeOf(await call().asIs())).toBe('unlatch/workspace/not_a_member');
});
