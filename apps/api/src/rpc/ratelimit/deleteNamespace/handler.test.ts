import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

const CHECK = { namespace: 'sign-in', identifier: 'user_42', limit: 2, duration: 60_000 };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newNamespace() {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('ratelimit.createNamespace', { name: 'sign-in' });
  return { workspace, id: body.data.namespaceId as string };
}

describe('ratelimit.deleteNamespace', () => {
  it('makes checks that name it answer 410 from then on, and creates no new one for them', async () => {
    const { workspace, id } = await newNamespace();
    const byId = { ...CHECK, namespace: id };
    for (const check of [CHECK, byId]) await workspace.call('ratelimit.limit', check);
    const { status, body } = await workspace.call('ratelimit.deleteNamespace', { namespace: id });
    expect([status, body.data]).toEqual([200, {}]);
    const answers = [
      await workspace.call('ratelimit.limit', CHECK),
      await workspace.call('ratelimit.limit', byId),
      await workspace.call('ratelimit.multiLimit', [{ ...CHECK, namespace: 'sign-up' }, CHECK]),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([410, 410, 410]);
    expect(answers[0]?.body.error.type).toMatch(/\/ratelimit_namespace_gone$/);
  });

  it('succeeds for one of several callers, and is not found by any later one', async () => {
    const { workspace } = await newNamespace();
    const calls = [1, 2, 3].map(() =>
      workspace.call('ratelimit.deleteNamespace', { namespace: 'sign-in' }),
    );
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 404, 404]);
  });

  it('deletes an override too that is set at the same time', async () => {
    const { workspace, id } = await newNamespace();
    const [, ...set] = await Promise.all([
      workspace.call('ratelimit.deleteNamespace', { namespace: 'sign-in' }),
      ...Array.from({ length: 10 }, (_, index) =>
        workspace.call('ratelimit.setOverride', { ...CHECK, identifier: `user_${index}` }),
      ),
    ]);
    expect(set.every(({ status }) => status === 200 || status === 404)).toBe(true);
    const left = await harness.deps.db
      .selectFrom('rate_limit_overrides')
      .select('id')
      .where('namespace_id', '=', id)
      .execute();
    expect(left).toEqual([]);
  });

  it('refuses without the right to this namespace, and deletes nothing', async () => {
    const { workspace, id } = await newNamespace();
    const blind = await workspace.newRootKey(['ratelimit.*.delete_override']);
    const request = { namespace: 'sign-in' };
    expect((await blind.call('ratelimit.deleteNamespace', request)).status).toBe(403);
    expect((await workspace.call('ratelimit.limit', CHECK)).status).toBe(200);
    const limited = await workspace.newRootKey([`ratelimit.${id}.delete_namespace`]);
    expect((await limited.call('ratelimit.deleteNamespace', request)).status).toBe(200);
  });

  it('refuses a namespace of another workspace like a missing one', async () => {
    const { id } = await newNamespace();
    const foreign = await harness.newWorkspace();
    const seen = await foreign.call('ratelimit.deleteNamespace', { namespace: id });
    const missing = await foreign.call('ratelimit.deleteNamespace', { namespace: 'rlns_none' });
    expect(seen.status).toBe(404);
    expect(seen.body.error).toEqual(missing.body.error);
  });

  it('leaves an audit event for each of its overrides, and one for itself', async () => {
    const { workspace, id } = await newNamespace();
    const set = await workspace.call('ratelimit.setOverride', { ...CHECK, identifier: 'user_*' });
    const { overrideId } = set.body.data;
    const events = await recordedBy(harness.deps, workspace.id, () =>
      workspace.call('ratelimit.deleteNamespace', { namespace: id }),
    );
    const namespace = { type: 'ratelimitNamespace', id, name: 'sign-in' };
    expect(events).toEqual([
      {
        event: 'ratelimit.delete_override',
        description: `Deleted override ${overrideId}.`,
        targets: [{ type: 'ratelimitOverride', id: overrideId, name: 'user_*' }, namespace],
      },
      { event: 'ratelimitNamespace.delete', description: `Deleted ${id}`, targets: [namespace] },
    ]);
  });
});
