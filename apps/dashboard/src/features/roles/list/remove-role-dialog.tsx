import { ConfirmDialog, formatCount, useToast } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useChange } from '../../../rpc/hooks.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { type Role, slugsOf } from '../types.js';

const WORDS = ROLE_WORDS.remove;

interface RemoveRoleDialogProps {
  readonly role: Role;
  readonly onClose: () => void;
}

export function RemoveRoleDialog({ role, onClose }: RemoveRoleDialogProps): ReactNode {
  const toast = useToast();
  const remove = useChange('permissions.deleteRole', {
    invalidates: ['permissions.listRoles'],
    onDone: () => {
      toast.show({ text: WORDS.done(role.name) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      busy={remove.isRunning && WORDS.busy}
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => remove.run({ role: role.id })}
      open
      problem={remove.problem}
      title={WORDS.title(role.name)}
      typed={role.name}
    >
      <p className="mb-2">{WORDS.effect(formatCount(slugsOf(role).length))}</p>
      <p>{WORDS.final}</p>
    </ConfirmDialog>
  );
}
