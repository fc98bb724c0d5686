import { Button } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session.js';
import { useApiOfPage } from '../../../app/use-api.js';
import type { Key } from '../../../rpc/answers.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { BulkDialog } from './bulk-dialog.js';
import type { BulkAct } from './plan.js';

const WORDS = KEY_LIST_WORDS;
const KINDS = ['enable', 'disable', 'expire', 'own', 'delete'] as const;

export interface BulkBarProps {
  readonly keys: readonly Key[];
  readonly onClear: () => void;
}

/** What can be done to the keys that are selected. */
export function BulkBar({ keys, onClear }: BulkBarProps): ReactNode {
  const { id } = useApiOfPage();
  const mayUpdate = useMay('api.update_key', id);
  const mayDelete = useMay('api.delete_key', id);
  // The dialog keeps its keys, though the list that is behind it changes with each of them.
  const [chosen, setChosen] = useState<{ kind: BulkAct['kind']; keys: readonly Key[] }>();
  return (
    <section
      aria-label={WORDS.select(keys.length.toLocaleString('en'))}
      className="sticky top-bar z-20 flex flex-wrap items-center gap-2 rounded-control border border-accent bg-accent-soft px-3 py-1.5"
    >
      <span className="tabular text-sm font-medium">
        {WORDS.select(keys.length.toLocaleString('en'))}
      </span>
      {KINDS.map((kind) => (
        <Button
          blocked={kind === 'delete' ? mayDelete.blocked : mayUpdate.blocked}
          key={kind}
          onClick={() => setChosen({ kind, keys })}
        >
          {WORDS.bulk[kind]}
        </Button>
      ))}
      <span className="flex-1" />
      <Button kind="quiet" onClick={onClear}>
        {WORDS.clearSelection}
      </Button>
      {chosen && (
        <BulkDialog
          keys={chosen.keys}
          kind={chosen.kind}
          onClose={(isDone) => {
            setChosen(undefined);
            if (isDone) onClear();
          }}
        />
      )}
    </section>
  );
}
