import { getRouteApi, Link } from '@tanstack/react-router';
import { ErrorState, Id, Page, PageHeader, Skeleton, Tabs } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LinkButton } from '../../../app/links.js';
import { useWorkspace } from '../../../app/session.js';
import { useApi } from '../../../app/use-api.js';
import type { Key } from '../../../rpc/answers.js';
import { useRead } from '../../../rpc/hooks.js';
import { KEY_PAGE_WORDS } from '../../../strings/key-pages.js';
import { ExplainDrawer } from '../../../verification/explain-drawer.js';
import { nameOf } from '../name-of.js';
import { StatusBadges } from '../status-badges.js';
import { KeyActions } from './key-actions.js';
import { KeySettings } from './settings/key-settings.js';
import { KeyUsage } from './usage/key-usage.js';
import { useRecentOutcomes } from './use-recent-outcomes.js';

const WORDS = KEY_PAGE_WORDS;
const route = getRouteApi('/w/$workspace/keys/$keyId');

export function KeyPage(): ReactNode {
  const { keyId } = route.useParams();
  const { data: key, problem, refetch } = useRead('keys.getKey', { keyId });
  if (problem?.status === 404) return <NoSuchKey keyId={keyId} />;
  if (problem) return <ErrorState onRetry={() => void refetch()} problem={problem} />;
  if (key === undefined) {
    return (
      <Page>
        <Skeleton className="max-w-80" lines={4} />
      </Page>
    );
  }
  // Figures of another key are never shown for this one, not even while its own are on their way.
  return <LoadedKey item={key} key={key.keyId} />;
}

function LoadedKey({ item }: { readonly item: Key }): ReactNode {
  const { api: apiId, tab = 'usage', explain } = route.useSearch();
  const navigate = route.useNavigate();
  const recent = useRecentOutcomes(item.keyId);
  const search = (fields: object, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...fields }), replace });
  return (
    <Page>
      <BackLink apiId={apiId} />
      <PageHeader
        actions={<KeyActions apiId={apiId} item={item} />}
        marks={<StatusBadges item={item} recent={recent} />}
        summary={<Names item={item} />}
        title={nameOf(item)}
      />
      <Tabs
        label={WORDS.tabs.label}
        onChange={(chosen) => search({ tab: chosen === 'usage' ? undefined : chosen }, false)}
        tabs={[
          { value: 'usage', label: WORDS.tabs.usage },
          { value: 'settings', label: WORDS.tabs.settings },
        ]}
        value={tab}
      >
        {tab === 'usage' ? <KeyUsage item={item} /> : <KeySettings apiId={apiId} item={item} />}
      </Tabs>
      <ExplainDrawer onClose={() => search({ explain: undefined })} requestId={explain} />
    </Page>
  );
}

function Names({ item: { start, keyId } }: { readonly item: Key }): ReactNode {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {start !== '' && <span className="mono">{start}…</span>}
      <Id id={keyId} label={WORDS.copyId} />
    </span>
  );
}

/** Only if the link to the page has said which API the key is of. */
function BackLink({ apiId }: { readonly apiId: string | undefined }): ReactNode {
  const { slug } = useWorkspace();
  const { api } = useApi(apiId);
  if (api === undefined) return null;
  return (
    <Link
      className="text-sm text-quiet"
      params={{ workspace: slug, apiId: api.id }}
      to="/w/$workspace/apis/$apiId/keys"
    >
      ← {WORDS.backToKeys(api.name)}
    </Link>
  );
}

function NoSuchKey({ keyId }: { readonly keyId: string }): ReactNode {
  const { slug } = useWorkspace();
  return (
    <Page>
      <PageHeader summary={WORDS.missing.why(keyId)} title={WORDS.missing.title} />
      <div>
        <LinkButton params={{ workspace: slug }} to="/w/$workspace/apis">
          {WORDS.missing.back}
        </LinkButton>
      </div>
    </Page>
  );
}
