import { Dialog } from '@unlatch/ui';
import type { ReactNode } from 'react';

export function Palette({
  onClose,
}: {
  readonly onClose: () => void;
  readonly onHelp: () => void;
}): ReactNode {
  return (
    <Dialog onClose={onClose} open title="Find or do something">
      {null}
    </Dialog>
  );
}
