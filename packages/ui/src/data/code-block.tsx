import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.js';
import { CopyButton } from './copy-button.js';

export interface CodeBlockProps {
  readonly code: string;
  /** What it is, such as "Command that verifies the key". */
  readonly label: string;
  readonly wrap?: boolean | undefined;
}

export function CodeBlock({ code, label, wrap = false }: CodeBlockProps): ReactNode {
  return (
    <div className="relative min-w-0 rounded-control border border-line bg-sunken text-left">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of keys. */}
      <section aria-label={label} className="overflow-x-auto" tabIndex={0}>
        <pre
          className={cx(
            'mono w-max min-w-full py-2.5 pr-10 pl-3 text-text',
            wrap && 'w-auto break-all whitespace-pre-wrap',
          )}
        >
          <code>{code}</code>
        </pre>
      </section>
      <div className="absolute top-1.5 right-1.5">
        <CopyButton label={`Copy: ${label}`} text={code} />
      </div>
    </div>
  );
}
