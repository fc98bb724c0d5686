import { Page, PageHeader } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { ACCOUNT } from '../../strings/account.js';

export function WorkspacesPage(): ReactNode {
  return (
    <Page>
      <PageHeader summary={ACCOUNT.workspacesSummary} title={ACCOUNT.workspaces} />
    </Page>
  );
}
