import { Page, PageHeader, Select } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { usePageSearch } from '../../lib/use-page-search.js';
import { ANALYTICS_WORDS as WORDS } from '../../strings/analytics.js';
import { RangePicker } from '../../usage/range-picker.js';
import { AnalyticsFilters } from './analytics-filters.js';
import { AnalyticsTabs } from './analytics-tabs.js';
import { LatencyChart } from './latency-chart.js';
import { GROUPS, METRICS, readAnalyticsSearch } from './search.js';
import { UsageChart } from './usage-chart.js';
import { useNames } from './use-names.js';

export function ChartsPage(): ReactNode {
  const [search, setSearch] = usePageSearch(readAnalyticsSearch);
  const names = useNames();
  const { metric = 'verifications', by = 'outcome' } = search;
  const onRange = ({ from, to }: { readonly from: number; readonly to: number }) =>
    setSearch({ range: undefined, from, to }, { push: true });
  return (
    <Page full>
      <PageHeader
        actions={<RangePicker onChange={setSearch} search={search} />}
        summary={WORDS.summary}
        title={WORDS.title}
      />
      <AnalyticsTabs current="charts" />
      <AnalyticsFilters names={names} onChange={setSearch} search={search}>
        <Select
          choices={METRICS.map((value) => ({ value, label: WORDS.metrics[value] }))}
          className="w-40"
          hideLabel
          label={WORDS.metric}
          onChange={(value) => setSearch({ metric: value === 'verifications' ? undefined : value })}
          value={metric}
        />
        {metric !== 'latency' && (
          <Select
            choices={GROUPS.map((value) => ({
              value,
              label: `${WORDS.groupBy}: ${WORDS.groups[value].toLowerCase()}`,
            }))}
            className="w-44"
            hideLabel
            label={WORDS.groupBy}
            onChange={(value) => setSearch({ by: value === 'outcome' ? undefined : value })}
            value={by}
          />
        )}
      </AnalyticsFilters>
      {metric === 'latency' ? (
        <LatencyChart onRange={onRange} search={search} />
      ) : (
        <UsageChart by={by} metric={metric} names={names} onRange={onRange} search={search} />
      )}
    </Page>
  );
}
