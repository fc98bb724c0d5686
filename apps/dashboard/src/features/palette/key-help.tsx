import { Dialog, Facts } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { KEYS } from '../../strings/keys.js';

export function KeyHelp({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog onClose={onClose} open title={KEYS.title} width="narrow">
      <Facts
        facts={KEYS.list.map(({ keys, does }) => ({
          name: keys,
          value: does,
        }))}
      />
    </Dialog>
  );
}
