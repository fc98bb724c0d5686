import { ConfirmDialog, formatCount } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useDelayedDelete } from '../../../app/use-delayed-delete.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { type Role, slugsOf } from '../types.js';

const WORDS = ROLE_WORDS.remove;

interface RemoveRoleDialogProps {
  readonly role: Role;
  readonly onClose: () => void;
}

export function RemoveRoleDialog({ role, onClose }: RemoveRoleDialogProps): ReactNode {
  const remove = useDelayedDelete('permissions.deleteRole', ['permissions.listRoles']);
  return (
    <ConfirmDialog
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => {
        remove({ role: role.id }, WORDS.what(role.name));
        onClose();
      }}
      open
      title={WORDS.title(role.name)}
      typed={role.name}
    >
      <p className="mb-2">{WORDS.effect(formatCount(slugsOf(role).length))}</p>
      <p>{WORDS.final}</p>
    </ConfirmDialog>
  );
}
