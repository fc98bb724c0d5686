import { Button, EmptyState, formatCount } from '@unlatch/ui';
import { csvField, downloadText } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { SQL_WORDS as WORDS } from '../../../strings/analytics.js';
import type { QueryResult, Row } from './use-query.js';

/** More rows than these are for the file. */
const SHOWN_MAX = 200;

export function ResultTable({ result }: { readonly result: QueryResult }): ReactNode {
  const { rows, tookMs } = result;
  const columns = Object.keys(rows[0] ?? {});
  if (rows.length === 0) return <EmptyState icon="table" title={WORDS.noRows} />;
  const save = () => downloadText('query.csv', 'text/csv', toCsv(columns, rows));
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-quiet">
        <span>
          {WORDS.rows(formatCount(rows.length), formatCount(Math.round(tookMs)))}
          {rows.length > SHOWN_MAX &&
            `. ${WORDS.shownOf(formatCount(SHOWN_MAX), formatCount(rows.length))}`}
        </span>
        <Button icon="download" onClick={save}>
          {WORDS.csv}
        </Button>
      </div>
      <section
        aria-label={WORDS.idleTitle}
        className="max-h-[60vh] overflow-auto rounded-control border border-line bg-surface"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of keys.
        tabIndex={0}
      >
        <table className="tabular w-full text-sm">
          <thead className="sticky top-0 bg-surface text-left text-xs text-quiet">
            <tr>
              {columns.map((column) => (
                <th className="border-b border-line px-3 py-2 font-medium" key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN_MAX).map((row, index) => (
              <tr className="border-t border-line first:border-t-0" key={index}>
                {columns.map((column) => (
                  <td className={cellClass(row[column])} key={column}>
                    {print(row[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function cellClass(value: unknown): string {
  const place = typeof value === 'number' ? 'text-right' : 'mono';
  return `px-3 py-1.5 whitespace-nowrap ${place}`;
}

function print(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toCsv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => print(row[column])))];
  return lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('');
}
