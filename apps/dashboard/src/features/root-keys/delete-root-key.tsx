import { Button, ConfirmDialog, formatCount, Time, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useChange, useRead } from '../../rpc/hooks.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import type { RootKey } from './root-key.js';
import { useToggle } from './use-toggle.js';

const DAY_MS = 86_400_000;

interface DeleteRootKeyProps {
  readonly open: boolean;
  readonly rootKey: RootKey;
  readonly onClose: () => void;
}

/** Says first what would stop working. */
export function DeleteRootKey({ open, rootKey, onClose }: DeleteRootKeyProps): ReactNode {
  const toast = useToast();
  const toggle = useToggle(rootKey);
  const remove = useChange('rootKeys.deleteKey', {
    invalidates: ['rootKeys.listKeys', 'workspace.getLimits'],
    onDone: () => {
      toast.show({ text: WORDS.deletion.done });
      onClose();
    },
  });
  const disable = () => {
    toggle();
    onClose();
  };
  return (
    <ConfirmDialog
      alternative={rootKey.enabled && <Button onClick={disable}>{WORDS.deletion.instead}</Button>}
      busy={remove.isRunning && WORDS.deletion.busy}
      confirmLabel={WORDS.deletion.action}
      onClose={onClose}
      onConfirm={() => remove.run({ keyId: rootKey.keyId })}
      open={open}
      problem={remove.problem}
      title={WORDS.deletion.title}
    >
      {open && <Effect rootKey={rootKey} />}
    </ConfirmDialog>
  );
}

function Effect({ rootKey }: { readonly rootKey: RootKey }): ReactNode {
  const [from] = useState(() => Date.now() - DAY_MS);
  const { keyId, lastUsedAt, name } = rootKey;
  const requests = useRead('analytics.requests', { rootKeyIds: [keyId], from, limit: 100 });
  const { items = [], cursor } = requests.data ?? {};
  const count = `${formatCount(items.length)}${cursor === undefined ? '' : '+'}`;
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium break-words">{name ?? keyId}</p>
      <p>
        {WORDS.deletion.lastUsed}:{' '}
        {lastUsedAt === 0 ? WORDS.neverUsed : <Time value={lastUsedAt} />}
      </p>
      {requests.data !== undefined && (
        <p>{items.length === 0 ? WORDS.deletion.unused : WORDS.deletion.used(count)}</p>
      )}
      <p className="text-quiet">{WORDS.deletion.unlogged}</p>
    </div>
  );
}
