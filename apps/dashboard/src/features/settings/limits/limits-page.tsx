import { Badge, ErrorState, formatCount, Section, Skeleton } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { LIMIT_WORDS as WORDS } from '../../../strings/settings.js';
import { Figure, Figures } from '../../../usage/figure.js';
import { SettingsFrame } from '../settings-frame.js';
import { type LimitRow, limitRows } from './limit-rows.js';

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function LimitsPage(): ReactNode {
  const limits = useRead('workspace.getLimits', {});
  const usage = useRead('workspace.getUsage', {});
  const totals = usage.data?.totals.api;
  return (
    <SettingsFrame tab="limits">
      {usage.problem === undefined && (
        <Section title={WORDS.month(MONTH.format(usage.data?.period.start ?? Date.now()))}>
          <Figures>
            <Figure
              label={WORDS.verifications}
              value={totals && formatCount(totals.verifications)}
            />
            <Figure label={WORDS.checks} value={totals && formatCount(totals.ratelimits)} />
          </Figures>
        </Section>
      )}
      <Section framed summary={WORDS.summary} title={WORDS.title}>
        {limits.problem && limits.data === undefined ? (
          <ErrorState onRetry={() => void limits.refetch()} problem={limits.problem} />
        ) : limits.data === undefined ? (
          <Skeleton lines={8} />
        ) : (
          <LimitTable rows={limitRows(limits.data)} />
        )}
      </Section>
    </SettingsFrame>
  );
}

function LimitTable({ rows }: { readonly rows: readonly LimitRow[] }): ReactNode {
  return (
    <table className="tabular w-full text-sm">
      <thead className="text-left text-xs text-quiet">
        <tr>
          <th className="py-1 pr-3 font-medium" scope="col">
            {WORDS.columns.name}
          </th>
          <th className="px-3 text-right font-medium" scope="col">
            {WORDS.columns.used}
          </th>
          <th className="pl-3 text-right font-medium" scope="col">
            {WORDS.columns.limit}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label, limit, current, state }) => (
          <tr className="border-t border-line" key={id}>
            <th className="py-1.5 pr-3 text-left font-normal" scope="row">
              <span className="flex flex-wrap items-center gap-2">
                {label}
                {state === 'near' && <Badge kind="warn">{WORDS.near}</Badge>}
                {state === 'reached' && <Badge kind="danger">{WORDS.reached}</Badge>}
              </span>
            </th>
            <td className="px-3 text-right">{current === undefined ? '' : formatCount(current)}</td>
            <td className="pl-3 text-right text-quiet">
              {limit === null ? WORDS.unlimited : formatCount(limit)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
