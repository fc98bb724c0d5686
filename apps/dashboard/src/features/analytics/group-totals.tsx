import { formatCount, formatShare } from '@unlatch/ui';
import type { Series } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { ANALYTICS_WORDS } from '../../strings/analytics.js';

const WORDS = ANALYTICS_WORDS.table;

/** What the colours of the chart stand for, with how much each has in all. */
export function GroupTotals({ series }: { readonly series: readonly Series[] }): ReactNode {
  const totals = series.map(({ values }) => values.reduce<number>((sum, n) => sum + (n ?? 0), 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  if (series.length === 0) return null;
  return (
    <table aria-label={WORDS.label} className="tabular w-full max-w-3xl text-sm">
      <thead className="text-left text-xs text-quiet">
        <tr>
          <th className="py-1 pr-3 font-medium" scope="col">
            {WORDS.group}
          </th>
          <th className="px-3 text-right font-medium" scope="col">
            {WORDS.total}
          </th>
          <th className="pl-3 text-right font-medium" scope="col">
            {WORDS.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {series.map(({ id, label, colour, glyph }, index) => (
          <tr className="border-t border-line" key={id}>
            <th className="max-w-0 py-1.5 pr-3 text-left font-normal" scope="row">
              <span className="flex min-w-0 items-center gap-2">
                <span
                  aria-hidden="true"
                  className="w-3 shrink-0 text-center leading-none"
                  style={{ color: colour }}
                >
                  {glyph}
                </span>
                <span className="truncate" title={label}>
                  {label}
                </span>
              </span>
            </th>
            <td className="px-3 text-right">{formatCount(totals[index] ?? 0)}</td>
            <td className="pl-3 text-right text-quiet">{formatShare(totals[index] ?? 0, all)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
