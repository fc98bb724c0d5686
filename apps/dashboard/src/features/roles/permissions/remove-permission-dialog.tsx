import { ConfirmDialog, formatCount } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useDelayedDelete } from '../../../app/use-delayed-delete.js';
import { PERMISSION_WORDS } from '../../../strings/roles.js';
import type { Permission } from '../types.js';

const WORDS = PERMISSION_WORDS.removal;

interface RemovePermissionDialogProps {
  readonly permission: Permission;
  /** `undefined`: not known. */
  readonly roleCount: number | undefined;
  readonly onClose: () => void;
}

export function RemovePermissionDialog(props: RemovePermissionDialogProps): ReactNode {
  const { permission, roleCount, onClose } = props;
  const { id, slug } = permission;
  const remove = useDelayedDelete('permissions.deletePermission', [
    'permissions.listPermissions',
    'permissions.listRoles',
  ]);
  return (
    <ConfirmDialog
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => {
        remove({ permission: id }, WORDS.what(slug));
        onClose();
      }}
      open
      title={WORDS.title(slug)}
      typed={slug}
    >
      <p className="mb-2">
        {roleCount === undefined ? WORDS.effectUnknown : WORDS.effect(formatCount(roleCount))}
      </p>
      <p>{WORDS.final}</p>
    </ConfirmDialog>
  );
}
