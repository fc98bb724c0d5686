import type { ReactNode } from 'react';
import { Button } from '../button.js';
import { Icon, type IconName } from '../icons.js';
import { cx } from '../lib/class-names.js';
import type { ProblemShown } from '../lib/problem.js';
import { ProblemNote } from './problem-note.js';

export interface EmptyStateProps {
  readonly title: string;
  /** What will be here, and how it comes. */
  readonly children?: ReactNode;
  readonly icon?: IconName | undefined;
  readonly actions?: ReactNode;
}

export function EmptyState({ title, children, icon, actions }: EmptyStateProps): ReactNode {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      {icon && <Icon className="text-quiet" name={icon} size={24} />}
      <div className="text-base font-medium">{title}</div>
      {children && <div className="w-full max-w-xl text-sm text-quiet">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  readonly problem: ProblemShown;
  readonly onRetry?: (() => void) | undefined;
}

export function ErrorState({ problem, onRetry }: ErrorStateProps): ReactNode {
  return (
    <div className="flex flex-col items-start gap-3 p-4">
      <ProblemNote problem={problem} />
      {onRetry && (
        <Button icon="refresh" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

export interface SkeletonProps {
  readonly className?: string | undefined;
  /** How many lines there will be. */
  readonly lines?: number | undefined;
}

/** Where something will be. Nothing is seen of it for 150 ms. */
export function Skeleton({ className, lines = 1 }: SkeletonProps): ReactNode {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      {Array.from({ length: lines }, (_, index) => (
        <div className={cx('skeleton h-4 w-full', className)} key={index} />
      ))}
    </div>
  );
}
