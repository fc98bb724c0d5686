import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { ErrorState, Id, Page, PageHeader, Skeleton, TabLinks, tabLinkClass } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LinkButton } from '../../app/links.js';
import { useWorkspace } from '../../app/session.js';
import { ApiContext, useApi } from '../../app/use-api.js';
import { API_WORDS } from '../../strings/apis.js';
import { ApiActions } from './api-actions.js';

const WORDS = API_WORDS.tabs;
const route = getRouteApi('/w/$workspace/apis/$apiId');

/** Name and tabs of one API. Its pages find it with `useApiOfPage`. */
export function ApiFrame(): ReactNode {
  const { apiId } = route.useParams();
  const { api, isLoading, problem, refetch } = useApi(apiId);
  const { slug } = useWorkspace();
  if (problem) return <ErrorState onRetry={refetch} problem={problem} />;
  if (isLoading) {
    return (
      <Page full>
        <Skeleton className="max-w-80" lines={3} />
      </Page>
    );
  }
  if (api === undefined) return <NoSuchApi apiId={apiId} />;
  const params = { workspace: slug, apiId };
  return (
    <ApiContext value={api}>
      <Page full>
        <PageHeader
          actions={<ApiActions apiId={api.id} />}
          summary={<Id id={api.id} label="Copy the API id" />}
          title={api.name}
        />
        <TabLinks label={WORDS.label}>
          {TABS.map(({ to, label }) => (
            <Link
              activeProps={{ className: tabLinkClass(true) }}
              inactiveProps={{ className: tabLinkClass(false) }}
              key={to}
              params={params}
              to={to}
            >
              {label}
            </Link>
          ))}
        </TabLinks>
        <Outlet />
      </Page>
    </ApiContext>
  );
}

const TABS = [
  { to: '/w/$workspace/apis/$apiId/keys', label: WORDS.keys },
  { to: '/w/$workspace/apis/$apiId/requests', label: WORDS.requests },
  { to: '/w/$workspace/apis/$apiId/settings', label: WORDS.settings },
] as const;

function NoSuchApi({ apiId }: { readonly apiId: string }): ReactNode {
  const { slug } = useWorkspace();
  return (
    <Page>
      <PageHeader summary={API_WORDS.missing.why(apiId)} title={API_WORDS.missing.title} />
      <div>
        <LinkButton params={{ workspace: slug }} to="/w/$workspace/apis">
          {API_WORDS.missing.back}
        </LinkButton>
      </div>
    </Page>
  );
}
