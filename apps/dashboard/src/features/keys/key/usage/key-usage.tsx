import { formatCount, formatShare, OUTCOMES, Select } from '@unlatch/ui';
import { BarChart } from '@unlatch/ui/charts';
import { type ReactNode, useMemo } from 'react';
import { usePageSearch } from '../../../../lib/use-page-search.js';
import type { Key } from '../../../../rpc/answers.js';
import { useRead } from '../../../../rpc/hooks.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';
import { endsNow, spanOf } from '../../../../usage/range.js';
import { RangePicker } from '../../../../usage/range-picker.js';
import { toBuckets, toOutcomeSeries, totalsOf } from '../../../../usage/series.js';
import { SourceNote } from '../../../../usage/source-note.js';
import { readKeySearch } from '../search.js';
import { EventsSection } from './events-section.js';
import { KeyFacts } from './key-facts.js';

const WORDS = KEY_PAGE_WORDS.usage;

export function KeyUsage({ item }: { readonly item: Key }): ReactNode {
  const [search, setSearch] = usePageSearch(readKeySearch);
  const { outcome, range, from, to } = search;
  const span = useMemo(
    () => spanOf({ ...(range && { range }), ...(from && to && { from, to }) }, Date.now()),
    [range, from, to],
  );
  const body = { keyIds: [item.keyId], groupBy: 'outcome' as const, ...span };
  const { data, refetch } = useRead('analytics.series', body, { keepPrevious: true });
  const totals = data === undefined ? { all: 0, refused: 0 } : totalsOf(data);
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[1fr_320px]">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          <RangePicker onChange={setSearch} onRefresh={() => void refetch()} search={search} />
          <Select<string>
            choices={[{ value: '', label: WORDS.anyOutcome }, ...OUTCOME_CHOICES]}
            hideLabel
            label={WORDS.outcome}
            onChange={(chosen) => setSearch({ outcome: chosen || undefined })}
            value={outcome ?? ''}
          />
        </div>
        <SourceNote missing={data?.missing ?? []} />
        <BarChart
          buckets={data === undefined ? [] : toBuckets(data)}
          fileName={`checks-${item.keyId}`}
          isLastPartial={endsNow(search)}
          isLoading={data === undefined}
          onSelectRange={(chosen) => setSearch({ range: undefined, ...chosen }, { push: true })}
          series={data === undefined ? [] : toOutcomeSeries(data)}
          title={
            data === undefined
              ? WORDS.loading
              : WORDS.title(formatCount(totals.all), formatShare(totals.refused, totals.all))
          }
        />
        <EventsSection keyId={item.keyId} outcome={outcome} span={span} />
      </div>
      <KeyFacts item={item} />
    </div>
  );
}

const OUTCOME_CHOICES = Object.entries(OUTCOMES).map(([value, { label }]) => ({ value, label }));
