import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.js';
import { outcomeLook } from './outcomes.js';

export type BadgeKind = 'neutral' | 'good' | 'warn' | 'danger' | 'accent';

const KINDS: Readonly<Record<BadgeKind, string>> = {
  neutral: 'border-line-strong text-quiet',
  good: 'border-transparent bg-good-soft text-good',
  warn: 'border-transparent bg-warn-soft text-warn',
  danger: 'border-transparent bg-danger-soft text-danger',
  accent: 'border-transparent bg-accent-soft text-accent',
};

export interface BadgeProps {
  readonly kind?: BadgeKind | undefined;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

export function Badge({ kind = 'neutral', title, children }: BadgeProps): ReactNode {
  return (
    <span
      className={cx(
        'inline-flex h-5 max-w-full items-center gap-1 rounded border px-1.5 text-xs font-medium whitespace-nowrap',
        KINDS[kind],
      )}
      title={title}
    >
      {children}
    </span>
  );
}

/** The outcome of a verification: a colour and a shape, and the code in words. */
export function OutcomeBadge({ outcome }: { readonly outcome: string }): ReactNode {
  const { glyph, colour, label } = outcomeLook(outcome);
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <span aria-hidden="true" className="w-3 text-center leading-none" style={{ color: colour }}>
        {glyph}
      </span>
      {label}
    </span>
  );
}
