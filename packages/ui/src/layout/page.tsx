import { type ReactNode, useEffect, useId } from 'react';
import { cx } from '../lib/class-names.js';

/** A page at the width of reading. `full` is for tables and charts that need the whole window. */
export function Page({
  full = false,
  children,
}: {
  readonly full?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div
      className={cx(
        'mx-auto flex w-full min-w-0 flex-col gap-5 px-4 py-5 sm:px-6',
        !full && 'max-w-content',
      )}
    >
      {children}
    </div>
  );
}

export interface PageHeaderProps {
  readonly title: string;
  /** One sentence, or one figure. */
  readonly summary?: ReactNode;
  /** At most one main button, and what else the page does as a whole. */
  readonly actions?: ReactNode;
  /** Marks beside the title, such as a status. */
  readonly marks?: ReactNode;
}

/** The title of the page, which is the title of the browser's tab too. */
export function PageHeader({ title, summary, actions, marks }: PageHeaderProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Unlatch`;
  }, [title]);
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="min-w-0 text-xl break-words">{title}</h1>
          {marks}
        </div>
        {summary && <div className="mt-0.5 text-sm text-quiet">{summary}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}

export interface SectionProps {
  readonly title?: string;
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
  /** In a frame of its own, with space around its content. */
  readonly framed?: boolean;
  readonly children: ReactNode;
}

export function Section({
  title,
  summary,
  actions,
  framed = false,
  children,
}: SectionProps): ReactNode {
  const id = useId();
  return (
    <section
      aria-labelledby={title === undefined ? undefined : id}
      className={cx('min-w-0', framed && 'rounded-control border border-line bg-surface p-4')}
    >
      {(title !== undefined || actions) && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <div className="min-w-0">
            {title !== undefined && (
              <h2 className="text-lg" id={id}>
                {title}
              </h2>
            )}
            {summary && <div className="text-sm text-quiet">{summary}</div>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
