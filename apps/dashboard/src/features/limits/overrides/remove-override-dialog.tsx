import { ConfirmDialog, formatCount, useToast } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useChange } from '../../../rpc/hooks.js';
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
  const toast = useToast();
  const remove = useChange('ratelimit.deleteOverride', {
    invalidates: ['ratelimit.listOverrides', 'ratelimit.getOverride'],
    onDone: () => {
      toast.show({ text: WORDS.done(identifier) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      busy={remove.isRunning && WORDS.busy}
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => remove.run({ namespace: id, identifier })}
      open
      problem={remove.problem}
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
