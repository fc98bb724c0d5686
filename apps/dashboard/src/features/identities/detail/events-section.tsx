import {
  type Column,
  Count,
  DataTable,
  EmptyState,
  OutcomeBadge,
  Section,
  Switch,
  Time,
} from '@unlatch/ui';
import type { ReactNode } from 'react';
import { PageLink } from '../../../lib/page-link.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import type { ItemOf } from '../../../rpc/call.js';
import { useList } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import { spanOf } from '../../../usage/range.js';
import { readIdentitySearch } from '../search.js';
import type { Identity } from '../types.js';

const WORDS = IDENTITY_WORDS.events;

type VerificationEvent = ItemOf<'analytics.events'>;

/** As for the checks of a namespace: a workspace may send the engine 1,000 queries in an hour. */
const LIVE_MS = 5000;

export function EventsSection({ identity }: { readonly identity: Identity }): ReactNode {
  const [search, setSearch] = usePageSearch(readIdentitySearch);
  const body = { ...spanOf(search, Date.now()), externalIds: [identity.externalId], limit: 25 };
  const everyMs = search.live ? LIVE_MS : false;
  const list = useList('analytics.events', body, { keepPrevious: true, everyMs });
  return (
    <Section
      actions={
        <span title={WORDS.liveHint}>
          <Switch
            checked={search.live === true}
            label={WORDS.live}
            onChange={(checked) => setSearch({ live: checked || undefined })}
          />
        </span>
      }
      title={WORDS.title}
    >
      <DataTable
        {...list.table}
        columns={COLUMNS}
        empty={
          <EmptyState icon="verify" title={WORDS.none}>
            {WORDS.noneWhy}
          </EmptyState>
        }
        label={WORDS.title}
        rowId={({ requestId }) => requestId}
      />
    </Section>
  );
}

const COLUMNS: readonly Column<VerificationEvent>[] = [
  {
    id: 'time',
    header: WORDS.columns.time,
    width: '130px',
    cell: ({ time }) => <Time value={time} />,
  },
  {
    id: 'outcome',
    header: WORDS.columns.outcome,
    width: 'minmax(150px, 1fr)',
    cell: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
  },
  {
    id: 'key',
    header: WORDS.columns.key,
    width: 'minmax(160px, 1fr)',
    cell: ({ keyId, apiId }) => (
      <PageLink page={`keys/${keyId}`} search={{ api: apiId }}>
        <span className="mono">{keyId}</span>
      </PageLink>
    ),
  },
  {
    id: 'tags',
    header: WORDS.columns.tags,
    width: 'minmax(100px, 1fr)',
    cell: ({ tags }) => tags.join(', ') || '–',
  },
  {
    id: 'credits',
    header: WORDS.columns.credits,
    width: '80px',
    align: 'right',
    cell: ({ spentCredits }) => <Count value={spentCredits} />,
  },
  {
    id: 'latency',
    header: WORDS.columns.latency,
    width: '90px',
    align: 'right',
    cell: ({ latencyMs }) => `${latencyMs.toFixed(2)} ms`,
  },
];
