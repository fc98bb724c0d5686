import { Button, Menu, useToast } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { copyAs } from '../lib/copy-as.js';
import { EXPORT_WORDS as WORDS } from '../strings/export.js';

interface ExportMenuProps {
  readonly progress: number | undefined;
  readonly run: (format: 'csv' | 'json') => void;
  readonly stop: () => void;
  /** The list as a program asks for it. */
  readonly call?: { readonly name: string; readonly body: object };
}

export function ExportMenu({ progress, run, stop, call }: ExportMenuProps): ReactNode {
  const copy = useCopyCall();
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
        ...(call === undefined
          ? []
          : [
              { items: [{ label: WORDS.curl, icon: 'copy' as const, onSelect: () => copy(call) }] },
            ]),
      ]}
      label={WORDS.label}
      trigger={<Button icon="download">{WORDS.label}</Button>}
    />
  );
}

function useCopyCall() {
  const toast = useToast();
  return ({ name, body }: NonNullable<ExportMenuProps['call']>) => {
    const text = copyAs('curl', { name, body, baseUrl: window.location.origin });
    // A page without encryption, from another machine, has no clipboard.
    const { clipboard } = navigator as Partial<Navigator>;
    const copying = clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    copying.then(
      () => toast.show({ text: WORDS.copied }),
      () => toast.show({ kind: 'failed', text: WORDS.notCopied }),
    );
  };
}
