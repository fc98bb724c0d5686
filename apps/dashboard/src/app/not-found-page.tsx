import { EmptyState, Page } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { FRAME } from '../strings/frame.js';
import { LinkButton } from './links.js';

export function NotFoundPage(): ReactNode {
  return (
    <Page>
      <EmptyState
        actions={<LinkButton to="/">{FRAME.toStart}</LinkButton>}
        icon="search"
        title={FRAME.notFound}
      >
        {FRAME.notFoundWhy}
      </EmptyState>
    </Page>
  );
}
