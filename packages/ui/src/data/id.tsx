import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.js';

/** An id, whole, with a button that copies it. */
export function Id({ id, label }: { readonly id: string; readonly label?: string }): ReactNode {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="mono truncate">{id}</span>
      <CopyButton label={label ?? `Copy ${id}`} text={id} />
    </span>
  );
}
