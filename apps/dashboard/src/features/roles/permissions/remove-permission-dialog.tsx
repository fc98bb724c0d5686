import { ConfirmDialog, formatCount, useToast } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useChange } from '../../../rpc/hooks.js';
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
  const toast = useToast();
  const remove = useChange('permissions.deletePermission', {
    invalidates: ['permissions.listPermissions', 'permissions.listRoles'],
    onDone: () => {
      toast.show({ text: WORDS.done(slug) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      busy={remove.isRunning && WORDS.busy}
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => remove.run({ permission: id })}
      open
      problem={remove.problem}
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
