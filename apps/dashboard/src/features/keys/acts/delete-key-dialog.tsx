import { Button, ConfirmDialog, formatCount } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { Key } from '../../../rpc/answers.js';
import { KEY_ACT_WORDS } from '../../../strings/key-list.js';
import { nameOf } from '../name-of.js';
import { useDeleteKey } from './use-delete-key.js';
import { useRecentChecks } from './use-recent-checks.js';
import { useToggleKey } from './use-toggle-key.js';

const WORDS = KEY_ACT_WORDS.remove;

export interface DeleteKeyDialogProps {
  readonly item: Key;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDelete?: (() => void) | undefined;
}

/** Says what will happen in figures, and offers first what can be taken back. */
export function DeleteKeyDialog({
  item,
  open,
  onClose,
  onDelete,
}: DeleteKeyDialogProps): ReactNode {
  const name = nameOf(item);
  const remove = useDeleteKey();
  const toggle = useToggleKey({ name });
  const checks = useRecentChecks([item.keyId], open);
  const disable = () => {
    toggle.run({ keyId: item.keyId, enabled: false });
    onClose();
  };
  return (
    <ConfirmDialog
      alternative={item.enabled && <Button onClick={disable}>{WORDS.instead}</Button>}
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => {
        remove({ keyId: item.keyId, name });
        onClose();
        onDelete?.();
      }}
      open={open}
      title={WORDS.title(name)}
    >
      <p className="mb-2 font-medium">
        {checks === 0 ? WORDS.unused : WORDS.used(checks === undefined ? '…' : formatCount(checks))}
      </p>
      <p>{WORDS.effect}</p>
    </ConfirmDialog>
  );
}
