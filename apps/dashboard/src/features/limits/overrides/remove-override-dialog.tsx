import { ConfirmDialog, formatCount } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useDelayedDelete } from '../../../app/use-delayed-delete.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { useChecksOfLastHour } from '../use-checks-of-last-hour.js';
import { useNamespaceOfPage } from '../use-namespace.js';
import { isPattern } from './override.js';

const WORDS = LIMIT_WORDS.removeOverride;

interface RemoveOverrideDialogProps {
  readonly identifier: string;
  readonly onClose: () => void;
}

export function RemoveOverrideDialog({
  identifier,
  onClose,
}: RemoveOverrideDialogProps): ReactNode {
  const { id } = useNamespaceOfPage();
  const remove = useDelayedDelete('ratelimit.deleteOverride', [
    'ratelimit.listOverrides',
    'ratelimit.getOverride',
  ]);
  return (
    <ConfirmDialog
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => {
        remove({ namespace: id, identifier }, WORDS.what(identifier));
        onClose();
      }}
      open
      title={WORDS.title}
    >
      {isPattern(identifier) ? WORDS.pattern(identifier) : <Effect identifier={identifier} />}
    </ConfirmDialog>
  );
}

function Effect({ identifier }: { readonly identifier: string }): ReactNode {
  const checks = useChecksOfLastHour(identifier);
  return WORDS.exact(identifier, checks === undefined ? '…' : formatCount(checks));
}
