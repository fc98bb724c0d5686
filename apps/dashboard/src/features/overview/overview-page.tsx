import { ErrorState, Page, PageHeader, Skeleton } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { usePageSearch } from '../../lib/use-page-search.js';
import { useRead } from '../../rpc/hooks.js';
import { OVERVIEW_WORDS as WORDS } from '../../strings/overview.js';
import { RangePicker } from '../../usage/range-picker.js';
import { AttentionList } from './attention-list.js';
import { Onboarding } from './onboarding.js';
import { readOverviewSearch } from './search.js';
import { UsageCharts } from './usage-charts.js';
import { useHasVerification } from './use-has-verification.js';

/** What a person looks at first in the morning. A workspace without traffic shows the first steps. */
export function OverviewPage(): ReactNode {
  const [search, setSearch] = usePageSearch(readOverviewSearch);
  const apis = useRead('apis.listApis', { limit: 100 });
  const verified = useHasVerification();
  const [isSkipped, setSkipped] = useState(false);
  if (apis.problem !== undefined && apis.data === undefined) {
    return (
      <Page>
        <PageHeader title={WORDS.title} />
        <ErrorState onRetry={() => void apis.refetch()} problem={apis.problem} />
      </Page>
    );
  }
  if (apis.data === undefined || verified === undefined) {
    return (
      <Page>
        <PageHeader title={WORDS.title} />
        <Skeleton className="h-24" lines={3} />
      </Page>
    );
  }
  if (!isSkipped && verified !== 'before') {
    return (
      <Onboarding
        apis={apis.data.items}
        isVerified={verified === 'first'}
        onLeave={() => setSkipped(true)}
      />
    );
  }
  return (
    <Page>
      <PageHeader
        actions={<RangePicker onChange={setSearch} search={search} />}
        title={WORDS.title}
      />
      <AttentionList apis={apis.data.items} />
      <UsageCharts onRange={setSearch} search={search} />
    </Page>
  );
}
