import type { ReactNode } from 'react';
import { IMPORT_WORDS } from '../../../strings/key-import.js';
import type { RefusedLine } from './refusals.js';

const WORDS = IMPORT_WORDS;
/** All of them are in the file that can be saved. */
const ROWS_MAX = 50;

export function RefusedRows({ rows }: { readonly rows: readonly RefusedLine[] }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of keys.
    <section aria-label={WORDS.problem} className="max-h-72 overflow-auto" tabIndex={0}>
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-surface text-left text-xs text-quiet">
          <tr>
            <th className="w-20 py-1 pr-3 font-medium" scope="col">
              {WORDS.line}
            </th>
            <th className="py-1 font-medium" scope="col">
              {WORDS.problem}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS_MAX).map(({ line, reason }) => (
            <tr className="border-t border-line" key={line}>
              <th className="tabular py-1.5 pr-3 text-left font-normal" scope="row">
                {line}
              </th>
              <td className="py-1.5">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > ROWS_MAX && (
        <p className="py-2 text-sm text-quiet">
          {WORDS.more((rows.length - ROWS_MAX).toLocaleString('en'))}
        </p>
      )}
    </section>
  );
}
