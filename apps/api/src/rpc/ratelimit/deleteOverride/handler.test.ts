import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

const NUMBERS = { limit: 10, duration: 60_000 };
const ONE = { namespace: 'sign-in', identifier: 'user_42' };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** A namespace with an override for `user_42`. */
async function newOverride() {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('ratelimit.createNamespace', { name: 'sign-in' });
  const answer = await workspace.call('ratelimit.setOverride', { ...ONE, ...NUMBERS });
  const overrideId: string = answer.body.data.overrideId;
  return { workspace, namespaceId: body.data.namespaceId as string, overrideId };
}

describe('ratelimit.deleteOverride', () => {
  it('makes the next check count by the numbers of the caller again', async () => {
    const { workspace } = await newOverride();
    const check = { ...ONE, limit: 2, duration: 60_000 };
    expect((await workspace.call('ratelimit.limit', check)).body.data.limit).toBe(10);
    const { status, body } = await workspace.call('ratelimit.deleteOverride', ONE);
    expect([status, body.data]).toEqual([200, {}]);
    const after = await workspace.call('ratelimit.limit', check);
    expect(after.body.data).toMatchObject({ success: true, limit: 2, remaining: 0 });
    expect(after.body.data).not.toHaveProperty('overrideId');
  });

  it('deletes no override that only matches', async () => {
    const { workspace } = await newOverride();
    const pattern = { ...ONE, identifier: 'team_*' };
    await workspace.call('ratelimit.setOverride', { ...pattern, ...NUMBERS });
    const only = { ...ONE, identifier: 'team_1' };
    expect((await workspace.call('ratelimit.deleteOverride', only)).status).toBe(404);
    expect((await workspace.call('ratelimit.deleteOverride', pattern)).status).toBe(200);
  });

  it('refuses a second deletion, and answers one of two callers at once', async () => {
    const { workspace } = await newOverride();
    const calls = [1, 2, 3].map(() => workspace.call('ratelimit.deleteOverride', ONE));
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 404, 404]);
    const { body } = await workspace.call('ratelimit.deleteOverride', ONE);
    expect(body.error.type).toMatch(/\/ratelimit_override_not_found$/);
  });

  it('refuses without the right to this namespace, and deletes nothing', async () => {
    const { workspace, namespaceId } = await newOverride();
    const blind = await workspace.newRootKey(['ratelimit.rlns_other.delete_override']);
    const { status, body } = await blind.call('ratelimit.deleteOverride', ONE);
    expect(status).toBe(403);
    expect(body.error.detail).toContain(`ratelimit.${namespaceId}.delete_override`);
    expect((await workspace.call('ratelimit.getOverride', ONE)).status).toBe(200);
  });

  it('refuses foreign and deleted namespaces like missing ones', async () => {
    const { workspace, namespaceId } = await newOverride();
    const { workspace: foreign } = await newOverride();
    const there = { ...ONE, namespace: namespaceId };
    const seen = await foreign.call('ratelimit.deleteOverride', there);
    await workspace.call('ratelimit.deleteNamespace', { namespace: namespaceId });
    const gone = await workspace.call('ratelimit.deleteOverride', there);
    expect(seen.body.error.type).toMatch(/\/ratelimit_namespace_not_found$/);
    expect(seen.body.error).toEqual(gone.body.error);
  });

  it('leaves an audit event that names the override and its namespace', async () => {
    const { workspace, namespaceId, overrideId } = await newOverride();
    const events = await recordedBy(harness.deps, workspace.id, () =>
      workspace.call('ratelimit.deleteOverride', ONE),
    );
    expect(events).toEqual([
      {
        event: 'ratelimit.delete_override',
        description: `Deleted override ${overrideId}.`,
        targets: [
          { type: 'ratelimitOverride', id: overrideId, name: 'user_42' },
          { type: 'ratelimitNamespace', id: namespaceId, name: 'sign-in' },
        ],
      },
    ]);
  });
});
