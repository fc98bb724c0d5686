import { ErrorState, formatCount, formatShare, Section } from '@unlatch/ui';
import { BarChart } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useRead } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import { endsNow, spanOf } from '../../../usage/range.js';
import { RangePicker } from '../../../usage/range-picker.js';
import { toBuckets, toOutcomeSeries, totalsOf } from '../../../usage/series.js';
import { SourceNote } from '../../../usage/source-note.js';
import { readIdentitySearch } from '../search.js';
import type { Identity } from '../types.js';

const WORDS = IDENTITY_WORDS.usage;
const EMPTY = { buckets: [], to: 0, series: [], missing: [] } as const;

/** Of all keys of the identity together. */
export function UsageSection({ identity }: { readonly identity: Identity }): ReactNode {
  const { externalId } = identity;
  const [search, setSearch] = usePageSearch(readIdentitySearch);
  const body = { ...spanOf(search, Date.now()), externalIds: [externalId] };
  const outcomes = useRead(
    'analytics.series',
    { ...body, groupBy: 'outcome' },
    { keepPrevious: true },
  );
  const answer = outcomes.data ?? EMPTY;
  const { all, refused } = totalsOf(answer);
  const title = all === 0 ? WORDS.none : WORDS.chart(formatCount(all), formatShare(refused, all));
  return (
    <Section
      actions={<RangePicker onChange={setSearch} search={search} />}
      title={IDENTITY_WORDS.page.usage}
    >
      <div className="flex flex-col gap-3">
        <SourceNote missing={answer.missing} />
        {outcomes.problem && outcomes.data === undefined ? (
          <ErrorState onRetry={() => void outcomes.refetch()} problem={outcomes.problem} />
        ) : (
          <BarChart
            buckets={toBuckets(answer)}
            fileName={`verifications-${externalId}`}
            isLastPartial={endsNow(search)}
            isLoading={outcomes.data === undefined}
            onSelectRange={({ from, to }) => setSearch({ range: undefined, from, to })}
            series={toOutcomeSeries(answer)}
            title={title}
          />
        )}
      </div>
    </Section>
  );
}
