import { Page, PageHeader } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { ACCOUNT } from '../../strings/account.js';

export function SessionsPage(): ReactNode {
  return (
    <Page>
      <PageHeader summary={ACCOUNT.sessionsSummary} title={ACCOUNT.sessions} />
    </Page>
  );
}
