import { describe, expect, it } from 'vitest';
import { startHarness } from '../harness.js';
import type { NewKey } from '../seed.js';
import { at, atOnce, newKeys } from './at-once.js';

describe('renames among changes of the keys that have the renamed', () => {
  it('fail no request, and each key keeps what it has', async () => {
    const harness = await startHarness();
    try {
      const workspace = await harness.newWorkspace();
      const given = { name: 'kept', permissions: ['kept'] };
      const created = await workspace.call('permissions.createRole', given);
      const keys = await newKeys(workspace, 6, { roles: ['kept'], permissions: ['kept'] });
      const { body } = await workspace.call('permissions.getPermission', { permission: 'kept' });
      const statuses = new Set<number>();
      await atOnce({ workers: 6, steps: 30 }, async (worker, step) => {
        const [name, request] = nextRename(worker, step, {
          keys,
          roleId: created.body.data.roleId,
          permissionId: body.data.id,
        });
        const { status } = await workspace.call(name, request);
        statuses.add(status);
      });
      expect([...statuses].filter((status) => ![200, 404, 409].includes(status))).toEqual([]);
      for (const { key } of keys) {
        const shown = await workspace.call('keys.verifyKey', { key });
        expect(shown.body.data.roles).toHaveLength(1);
        expect(shown.body.data.permissions.length).toBeGreaterThan(0);
      }
    } finally {
      await harness.stop();
    }
  });
});

/** Few names, so that renames and creations ask for the same ones. */
function nextRename(
  worker: number,
  step: number,
  known: { keys: readonly NewKey[]; roleId: string; permissionId: string },
): [string, object] {
  const turn = worker * 7 + step;
  const { keyId } = at(known.keys, turn);
  const text = `kept.${turn % 3}`;
  const changes: [string, object][] = [
    ['permissions.updatePermission', { permission: known.permissionId, slug: text }],
    ['keys.addPermissions', { keyId, permissions: [text] }],
    ['permissions.updateRole', { role: known.roleId, name: text }],
    ['permissions.setRolePermissions', { role: known.roleId, permissions: [text, 'more'] }],
    ['permissions.updatePermission', { permission: text, slug: `kept.${(turn + 1) % 3}` }],
    ['permissions.createRole', { name: text, permissions: [text] }],
  ];
  return at(changes, turn + (step >> 2));
}
