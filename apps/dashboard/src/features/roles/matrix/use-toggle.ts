import { useToast } from '@unlatch/ui';
import { useMemo, useState } from 'react';
import { useCall, useInvalidate } from '../../../rpc/hooks.js';
import { toProblem } from '../../../rpc/problem.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { type Permission, type Role, slugsOf } from '../types.js';

const WORDS = ROLE_WORDS.matrix;

export interface ToggleRole {
  readonly isRunning: (roleId: string) => boolean;
  readonly run: (role: Role, permission: Permission, has: boolean) => void;
}

/**
 * Gives a permission to a role, or takes it away. The operation replaces all permissions of a role,
 * so the role is read anew right before. A change that another person makes within that moment is
 * lost; one role changes once at a time here, so two ticks of one person are not.
 *
 * Nothing is shown as changed before the service has said so: these are permissions.
 */
export function useToggle(): ToggleRole {
  const call = useCall();
  const invalidate = useInvalidate();
  const toast = useToast();
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());

  async function change(role: Role, { slug }: Permission, has: boolean): Promise<void> {
    try {
      const now = slugsOf(await call('permissions.getRole', { role: role.id }));
      const permissions = has ? [...new Set([...now, slug])] : now.filter((one) => one !== slug);
      await call('permissions.setRolePermissions', { role: role.id, permissions });
      toast.show({ text: (has ? WORDS.given : WORDS.taken)(role.name, slug) });
    } catch (error) {
      toast.show({ kind: 'failed', text: WORDS.failed(role.name, toProblem(error).detail) });
    }
    await invalidate('permissions.listRoles', 'permissions.getRole');
  }

  const run: ToggleRole['run'] = (role, permission, has) => {
    setRunning((before) => new Set(before).add(role.id));
    void change(role, permission, has).finally(() => {
      setRunning((before) => new Set([...before].filter((id) => id !== role.id)));
    });
  };
  // Columns are made anew only if what runs has changed.
  return useMemo(() => ({ run, isRunning: (roleId) => running.has(roleId) }), [running]);
}
