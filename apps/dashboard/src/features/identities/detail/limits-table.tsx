import { formatCount } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { printDuration } from '../../../lib/duration.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import type { Identity } from '../types.js';

const WORDS = IDENTITY_WORDS.limits;

interface LimitsTableProps {
  readonly limits: NonNullable<Identity['ratelimits']>;
}

export function LimitsTable({ limits }: LimitsTableProps): ReactNode {
  if (limits.length === 0) return <p className="text-sm text-quiet">{WORDS.none}</p>;
  const { columns } = WORDS;
  return (
    <table className="tabular w-full text-left text-sm">
      <thead className="text-xs text-quiet">
        <tr>
          <th className="py-1 font-medium" scope="col">
            {columns.name}
          </th>
          <th className="px-2 py-1 text-right font-medium" scope="col">
            {columns.limit}
          </th>
          <th className="px-2 py-1 text-right font-medium" scope="col">
            {columns.window}
          </th>
          <th className="py-1 font-medium max-sm:sr-only" scope="col">
            {columns.autoApply}
          </th>
        </tr>
      </thead>
      <tbody>
        {limits.map(({ id, name, limit, duration, autoApply }) => (
          <tr className="border-t border-line" key={id}>
            <th className="max-w-48 truncate py-1.5 font-normal" scope="row" title={name}>
              {name}
            </th>
            <td className="px-2 text-right">{formatCount(limit)}</td>
            <td className="px-2 text-right whitespace-nowrap">{printDuration(duration)}</td>
            <td className="text-quiet max-sm:sr-only">{autoApply ? WORDS.always : WORDS.named}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
