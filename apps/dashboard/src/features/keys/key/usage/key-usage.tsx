import { getRouteApi } from '@tanstack/react-router';
import { formatCount, formatShare, OUTCOMES, Select } from '@unlatch/ui';
import { BarChart } from '@unlatch/ui/charts';
import { type ReactNode, useMemo } from 'react';
import { bucketsOf, outcomeSeriesOf, totalsOf } from '../../../../lib/chart-series.js';
import { PRESETS, rangeOf, spanOf, USUAL_RANGE } from '../../../../lib/time-range.js';
import { useRead } from '../../../../rpc/hooks.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';
import type { Key } from '../../types.js';
import { EventsSection } from './events-section.js';
import { KeyFacts } from './key-facts.js';

const WORDS = KEY_PAGE_WORDS.usage;
const route = getRouteApi('/w/$workspace/keys/$keyId');

export function KeyUsage({ item }: { readonly item: Key }): ReactNode {
  const { range, outcome } = route.useSearch();
  const navigate = route.useNavigate();
  const span = useMemo(() => spanOf(range, Date.now()), [range]);
  const search = (fields: object) =>
    void navigate({ search: (before) => ({ ...before, ...fields }), replace: true });
  const body = { keyIds: [item.keyId], groupBy: 'outcome' as const, ...span };
  const { data } = useRead('analytics.series', body, { keepPrevious: true });
  const totals = data === undefined ? { all: 0, refused: 0 } : totalsOf(data);
  const isPreset = range === undefined || PRESETS.some(({ id }) => id === range);
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[1fr_320px]">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          <Select<string>
            choices={[
              ...PRESETS.map(({ id, label }) => ({ value: id, label })),
              ...(isPreset ? [] : [{ value: range, label: WORDS.chosen }]),
            ]}
            hideLabel
            label={WORDS.range}
            onChange={(chosen) => search({ range: chosen })}
            value={range ?? USUAL_RANGE}
          />
          <Select<string>
            choices={[{ value: '', label: WORDS.anyOutcome }, ...OUTCOME_CHOICES]}
            hideLabel
            label={WORDS.outcome}
            onChange={(chosen) => search({ outcome: chosen || undefined })}
            value={outcome ?? ''}
          />
        </div>
        <BarChart
          buckets={data === undefined ? [] : bucketsOf(data)}
          fileName={`checks-${item.keyId}`}
          isLastPartial={data !== undefined && data.to >= Date.now()}
          isLoading={data === undefined}
          onSelectRange={(chosen) => search({ range: rangeOf(chosen) })}
          series={data === undefined ? [] : outcomeSeriesOf(data)}
          title={WORDS.title(formatCount(totals.all), formatShare(totals.refused, totals.all))}
        />
        <EventsSection keyId={item.keyId} outcome={outcome} span={span} />
      </div>
      <KeyFacts item={item} />
    </div>
  );
}

const OUTCOME_CHOICES = Object.entries(OUTCOMES).map(([value, { label }]) => ({ value, label }));
