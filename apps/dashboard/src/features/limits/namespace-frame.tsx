import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import {
  EmptyState,
  ErrorState,
  Id,
  Page,
  PageHeader,
  Skeleton,
  TabLinks,
  tabLinkClass,
} from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LinkButton } from '../../app/links.js';
import { useWorkspace } from '../../app/session.js';
import { useRead } from '../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../strings/limits.js';
import { NamespaceContext } from './use-namespace.js';

const WORDS = LIMIT_WORDS.tabs;
const route = getRouteApi('/w/$workspace/limits/$namespaceId');

/** Name and tabs of one namespace. Its pages find it with `useNamespaceOfPage`. */
export function NamespaceFrame(): ReactNode {
  const { workspace, namespaceId } = route.useParams();
  const { data, problem, refetch } = useRead('ratelimit.getNamespace', { namespace: namespaceId });
  if (problem?.status === 404) return <NoSuchNamespace id={namespaceId} />;
  if (problem && !data) {
    return (
      <Page>
        <PageHeader title={LIMIT_WORDS.list.title} />
        <ErrorState onRetry={() => void refetch()} problem={problem} />
      </Page>
    );
  }
  if (data === undefined) {
    return (
      <Page full>
        <Skeleton className="max-w-80" lines={3} />
      </Page>
    );
  }
  return (
    <NamespaceContext value={data}>
      <Page full>
        <PageHeader summary={<Id id={data.id} />} title={data.name} />
        <TabLinks label={WORDS.label}>
          {TABS.map(({ to, label }) => (
            <Link
              activeProps={{ className: tabLinkClass(true) }}
              inactiveProps={{ className: tabLinkClass(false) }}
              key={to}
              params={{ workspace, namespaceId }}
              to={to}
            >
              {label}
            </Link>
          ))}
        </TabLinks>
        <Outlet />
      </Page>
    </NamespaceContext>
  );
}

const TABS = [
  { to: '/w/$workspace/limits/$namespaceId/usage', label: WORDS.usage },
  { to: '/w/$workspace/limits/$namespaceId/overrides', label: WORDS.overrides },
  { to: '/w/$workspace/limits/$namespaceId/settings', label: WORDS.settings },
] as const;

function NoSuchNamespace({ id }: { readonly id: string }): ReactNode {
  const { slug } = useWorkspace();
  return (
    <Page>
      <PageHeader title={LIMIT_WORDS.missing.title} />
      <EmptyState
        actions={
          <LinkButton params={{ workspace: slug }} to="/w/$workspace/limits">
            {LIMIT_WORDS.missing.back}
          </LinkButton>
        }
        icon="limit"
        title={LIMIT_WORDS.missing.why(id)}
      />
    </Page>
  );
}
