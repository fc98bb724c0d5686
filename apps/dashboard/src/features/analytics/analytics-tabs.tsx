import { TabLinks, tabLinkClass } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { PageLink } from '../../lib/page-link.js';
import { ANALYTICS_WORDS as WORDS } from '../../strings/analytics.js';

export function AnalyticsTabs({ current }: { readonly current: 'charts' | 'sql' }): ReactNode {
  return (
    <TabLinks label={WORDS.tabs.label}>
      <PageLink className={tabLinkClass(current === 'charts')} page="analytics">
        {WORDS.tabs.charts}
      </PageLink>
      <PageLink className={tabLinkClass(current === 'sql')} page="analytics/sql">
        {WORDS.tabs.sql}
      </PageLink>
    </TabLinks>
  );
}
