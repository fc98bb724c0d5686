import { Icon } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { USAGE_WORDS as WORDS } from '../strings/usage.js';

interface SourceNoteProps {
  readonly missing: readonly (keyof typeof WORDS.missing)[];
}

/** What a chart cannot tell. It stands above the figures, which would else be taken for all there is. */
export function SourceNote({ missing }: SourceNoteProps): ReactNode {
  if (missing.length === 0) return null;
  return (
    <p className="flex items-start gap-2 text-sm text-quiet">
      <Icon className="mt-0.5 shrink-0" name="info" />
      <span>{missing.map((part) => WORDS.missing[part]).join(' ')}</span>
    </p>
  );
}
