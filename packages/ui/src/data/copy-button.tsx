import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../button.js';
import { Icon } from '../icons.js';

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, such as "Copy the key id". */
  readonly label: string;
  /** The label is shown, as on other buttons. */
  readonly showLabel?: boolean | undefined;
  readonly onCopied?: (() => void) | undefined;
}

const SHOWN_MS = 1500;

/** Says that it has copied, and where a browser does not allow it, that it has not. */
export function CopyButton({ text, label, showLabel, onCopied }: CopyButtonProps): ReactNode {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    copyText(text).then(
      () => {
        setState('copied');
        onCopied?.();
      },
      () => setState('refused'),
    );
  };
  const said = { idle: label, copied: 'Copied', refused: 'Not allowed: copy by hand' }[state];
  if (showLabel) {
    return (
      <Button icon={state === 'copied' ? 'check' : 'copy'} onClick={copy}>
        <span aria-live="polite">{said}</span>
      </Button>
    );
  }
  return (
    <button
      aria-label={said}
      className="inline-grid size-6 shrink-0 place-items-center rounded text-quiet hover:bg-hover hover:text-text pointer-coarse:size-11"
      onClick={(event) => {
        event.stopPropagation();
        copy();
      }}
      title={said}
      type="button"
    >
      <Icon name={state === 'copied' ? 'check' : 'copy'} size={14} />
      <span aria-live="polite" className="sr-only">
        {state === 'idle' ? '' : said}
      </span>
    </button>
  );
}

/** Browsers have no clipboard on pages that came without encryption from another machine. */
async function copyText(text: string): Promise<void> {
  const { clipboard } = navigator as Partial<Navigator>;
  if (clipboard === undefined) throw new Error('This page has no clipboard.');
  await clipboard.writeText(text);
}
