import { getRouteApi } from '@tanstack/react-router';
import {
  CodeBlock,
  EmptyState,
  ErrorState,
  Id,
  Menu,
  Page,
  PageHeader,
  Section,
  Skeleton,
} from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LinkButton } from '../../../app/links.js';
import { useMay, useWorkspace } from '../../../app/session.js';
import { printJsonObject } from '../../../lib/json-object.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useRead } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import { readIdentitySearch } from '../search.js';
import type { Identity } from '../types.js';
import { EditLimitsDialog } from './edit-limits-dialog.js';
import { EditMetaDialog } from './edit-meta-dialog.js';
import { EventsSection } from './events-section.js';
import { KeysSection } from './keys-section.js';
import { LimitsTable } from './limits-table.js';
import { RemoveIdentityDialog } from './remove-identity-dialog.js';
import { UsageSection } from './usage-section.js';

const WORDS = IDENTITY_WORDS.page;
const route = getRouteApi('/w/$workspace/identities/$identityId');

export function IdentityPage(): ReactNode {
  const { identityId } = route.useParams();
  const { data, problem, refetch } = useRead('identities.getIdentity', { identity: identityId });
  if (problem?.status === 404) return <NoSuchIdentity id={identityId} />;
  if (problem && !data) {
    return (
      <Page>
        <PageHeader title={IDENTITY_WORDS.list.title} />
        <ErrorState onRetry={() => void refetch()} problem={problem} />
      </Page>
    );
  }
  if (data === undefined) {
    return (
      <Page>
        <Skeleton className="max-w-80" lines={4} />
      </Page>
    );
  }
  return <Loaded identity={data} />;
}

function Loaded({ identity }: { readonly identity: Identity }): ReactNode {
  const [{ edit }, setSearch] = usePageSearch(readIdentitySearch);
  const close = () => setSearch({ edit: undefined });
  const dialog = { identity, onClose: close };
  const meta = printJsonObject(identity.meta ?? {});
  return (
    <Page>
      <PageHeader
        actions={<IdentityMenu onChoose={(chosen) => setSearch({ edit: chosen })} />}
        summary={<Id id={identity.id} />}
        title={identity.externalId}
      />
      <UsageSection identity={identity} />
      <KeysSection identity={identity} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Section framed title={WORDS.limits}>
          <LimitsTable limits={identity.ratelimits ?? []} />
        </Section>
        <Section framed title={WORDS.meta}>
          {meta === '' ? (
            <p className="text-sm text-quiet">{IDENTITY_WORDS.meta.none}</p>
          ) : (
            <div className="max-h-80 overflow-y-auto">
              <CodeBlock code={meta} label={WORDS.metaCode} />
            </div>
          )}
        </Section>
      </div>
      <EventsSection identity={identity} />
      {edit === 'limits' && <EditLimitsDialog {...dialog} />}
      {edit === 'meta' && <EditMetaDialog {...dialog} />}
      {edit === 'remove' && <RemoveIdentityDialog {...dialog} />}
    </Page>
  );
}

interface IdentityMenuProps {
  readonly onChoose: (edit: 'limits' | 'meta' | 'remove') => void;
}

function IdentityMenu({ onChoose }: IdentityMenuProps): ReactNode {
  const mayUpdate = useMay('identity.update_identity');
  const mayDelete = useMay('identity.delete_identity');
  const { blocked } = mayUpdate;
  return (
    <Menu
      groups={[
        {
          items: [
            { label: WORDS.editLimits, blocked, onSelect: () => onChoose('limits') },
            { label: WORDS.editMeta, blocked, onSelect: () => onChoose('meta') },
          ],
        },
        {
          items: [
            {
              label: WORDS.remove,
              danger: true,
              blocked: mayDelete.blocked,
              onSelect: () => onChoose('remove'),
            },
          ],
        },
      ]}
      label={WORDS.menu}
    />
  );
}

function NoSuchIdentity({ id }: { readonly id: string }): ReactNode {
  const { slug } = useWorkspace();
  return (
    <Page>
      <PageHeader title={WORDS.missing} />
      <EmptyState
        actions={
          <LinkButton params={{ workspace: slug }} to="/w/$workspace/identities">
            {WORDS.back}
          </LinkButton>
        }
        icon="identity"
        title={WORDS.missingWhy(id)}
      />
    </Page>
  );
}
