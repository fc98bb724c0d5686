import { Skeleton } from '@unlatch/ui';
import type { ReactNode } from 'react';

interface FigureProps {
  readonly label: string;
  /** `undefined`: it is on its way. */
  readonly value: ReactNode | undefined;
  readonly note?: ReactNode;
}

/** One number of a page, with what it counts. */
export function Figure({ label, value, note }: FigureProps): ReactNode {
  return (
    <div className="min-w-0 rounded-control border border-line bg-surface px-4 py-3">
      <dt className="text-sm text-quiet">{label}</dt>
      <dd className="tabular mt-0.5 text-xl font-medium">
        {value === undefined ? <Skeleton className="h-7 w-20" /> : value}
        {note && <div className="text-xs font-normal text-quiet">{note}</div>}
      </dd>
    </div>
  );
}

export function Figures({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">{children}</dl>;
}
