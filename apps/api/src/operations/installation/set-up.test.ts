import { createFakeClock } from '@unlatch/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { allGrants } from '../../domain/authorization/all-grants.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { findRootKeysByHash } from '../../store/root-keys/root-keys.js';
import { setUp } from './set-up.js';

const clock = createFakeClock();
const CHOSEN = 'chosen-by-the-operator';

async function startEmpty(): Promise<Store> {
  const store = await startStore();
  onTestFinished(() => store.stop());
  return store;
}

/** The root key that the call has generated. */
async function generate(store: Store): Promise<string> {
  const use = await setUp({ db: store.db, clock }, undefined);
  if (use.kind !== 'generated') throw new Error(`the root key was ${use.kind}`);
  return use.rootKey;
}

async function everything({ db }: Store) {
  return {
    workspaces: await db.selectFrom('workspaces').selectAll().execute(),
    rootKeys: await db.selectFrom('root_keys').selectAll().execute(),
    auditEvents: await db.selectFrom('audit_events').selectAll().execute(),
  };
}

describe('setUp of an empty database', () => {
  it('creates one workspace and a root key that may do everything in it', async () => {
    const store = await startEmpty();
    const rootKey = await generate(store);
    expect(rootKey).toMatch(/^unkey_[1-9A-HJ-NP-Za-km-z]{20,22}$/);
    const { workspaces, auditEvents } = await everything(store);
    const workspaceId = workspaces[0]?.id ?? '';
    expect(workspaces).toHaveLength(1);
    const [found] = await findRootKeysByHash(store.db, [sha256Base64(rootKey)]);
    expect(found).toMatchObject({ workspaceId, enabled: true, workspaceEnabled: true });
    expect(found?.permissions).toEqual(allGrants(workspaceId));
    expect(auditEvents.map((row) => [row.event, row.actor_type])).toEqual([
      ['workspace.create', 'system'],
      ['key.create', 'system'],
    ]);
  });

  it('takes the root key that the operator chose, and does not repeat it', async () => {
    const store = await startEmpty();
    expect(await setUp({ db: store.db, clock }, CHOSEN)).toEqual({ kind: 'taken' });
    expect(await findRootKeysByHash(store.db, [sha256Base64(CHOSEN)])).toHaveLength(1);
    expect(JSON.stringify(await everything(store))).not.toContain(CHOSEN);
  });

  it('stores of a root key only its hash and a few characters to recognise it by', async () => {
    const store = await startEmpty();
    const rootKey = await generate(store);
    expect(JSON.stringify(await everything(store))).not.toContain(rootKey.slice(-12));
  });

  it('is done once when several processes start at the same time', async () => {
    const store = await startEmpty();
    const uses = await Promise.all(
      Array.from({ length: 5 }, () => setUp({ db: store.open(), clock }, undefined)),
    );
    const made = uses.flatMap((use) => (use.kind === 'generated' ? [use.rootKey] : []));
    expect(made).toHaveLength(1);
    const state = await everything(store);
    expect(state.workspaces).toHaveLength(1);
    expect(state.rootKeys.map((row) => row.hash)).toEqual([sha256Base64(made[0] ?? '')]);
    expect(state.auditEvents).toHaveLength(2);
  });
});

describe('setUp of a database that is in use', () => {
  it.each([
    [undefined, undefined, 'none'],
    [undefined, CHOSEN, 'ignored'],
    [CHOSEN, CHOSEN, 'known'],
    [CHOSEN, undefined, 'none'],
  ])('made with %s, changes nothing with %s, which is %s', async (first, later, kind) => {
    const store = await startEmpty();
    await setUp({ db: store.db, clock }, first);
    const before = await everything(store);
    expect(await setUp({ db: store.db, clock }, later)).toEqual({ kind });
    expect(await everything(store)).toEqual(before);
  });
});
