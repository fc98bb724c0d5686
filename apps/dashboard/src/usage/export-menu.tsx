import { Button, Menu } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { EXPORT_WORDS as WORDS } from '../strings/export.js';

interface ExportMenuProps {
  readonly progress: number | undefined;
  readonly run: (format: 'csv' | 'json') => void;
  readonly stop: () => void;
}

export function ExportMenu({ progress, run, stop }: ExportMenuProps): ReactNode {
  if (progress !== undefined) {
    return (
      <span className="flex items-center gap-2 text-sm text-quiet">
        <span aria-live="polite" className="tabular">
          {WORDS.busy(progress)}
        </span>
        <Button onClick={stop}>{WORDS.stop}</Button>
      </span>
    );
  }
  return (
    <Menu
      groups={[
        {
          items: [
            { label: WORDS.csv, icon: 'download', onSelect: () => run('csv') },
            { label: WORDS.json, icon: 'download', onSelect: () => run('json') },
          ],
        },
      ]}
      label={WORDS.label}
      trigger={<Button icon="download">{WORDS.label}</Button>}
    />
  );
}
