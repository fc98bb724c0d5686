import { Page, PageHeader } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { ACCOUNT } from '../../strings/account.js';

export function SecurityPage(): ReactNode {
  return (
    <Page>
      <PageHeader summary={ACCOUNT.securitySummary} title={ACCOUNT.security} />
    </Page>
  );
}
