import { Badge } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { nameOf } from '../name-of.js';
import type { BulkItem } from './plan.js';
import type { Outcome } from './run.js';

const WORDS = KEY_LIST_WORDS.bulk;
/** More rows are in the file of the result. */
const ROWS_MAX = 100;

export interface BulkTableProps {
  readonly plan: readonly BulkItem[];
  readonly outcomes: readonly Outcome[] | undefined;
}

export function BulkTable({ plan, outcomes }: BulkTableProps): ReactNode {
  // What failed or will not happen is what a reader looks for.
  const rows = plan
    .map((item, index) => ({ item, outcome: outcomes?.[index] }))
    .sort((one, other) => rankOf(one) - rankOf(other));
  const { key: keyWord, before, after, result } = WORDS.columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of keys.
    <section aria-label={WORDS.columns.result} className="max-h-80 overflow-auto" tabIndex={0}>
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-raised text-left text-xs text-quiet">
          <tr>
            {[keyWord, before, after, result].map((word) => (
              <th className="py-1 pr-3 font-medium" key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS_MAX).map(({ item, outcome }) => (
            <tr className="border-t border-line align-top" key={item.key.keyId}>
              <th className="py-1.5 pr-3 text-left font-normal" scope="row">
                {nameOf(item.key)} <span className="mono text-quiet">{item.key.start}</span>
              </th>
              <td className="py-1.5 pr-3">{item.before || '–'}</td>
              <td className="py-1.5 pr-3">{item.after || '–'}</td>
              <td className="py-1.5">
                <Result item={item} outcome={outcome} />
              </td>
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

interface Row {
  readonly item: BulkItem;
  readonly outcome: Outcome | undefined;
}

function rankOf({ item, outcome }: Row): number {
  if (outcome?.kind === 'failed') return 0;
  return item.skip === undefined ? 2 : 1;
}

function Result({ item, outcome }: Row): ReactNode {
  if (item.skip !== undefined) return <Badge>{WORDS.skip[item.skip]}</Badge>;
  if (outcome === undefined) return <Badge kind="accent">{WORDS.outcomes.waiting}</Badge>;
  if (outcome.kind === 'done') return <Badge kind="good">{WORDS.outcomes.done}</Badge>;
  if (outcome.kind === 'notSent') return <Badge>{WORDS.outcomes.notSent}</Badge>;
  return (
    <span className="text-danger">
      {outcome.message} <span className="mono text-xs text-quiet">{outcome.requestId}</span>
    </span>
  );
}
