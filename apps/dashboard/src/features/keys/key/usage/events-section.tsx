import { getRouteApi } from '@tanstack/react-router';
import { Button, CodeBlock, DataTable, EmptyState, Section } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { copyAs } from '../../../../lib/copy-as.js';
import { useList } from '../../../../rpc/hooks.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';
import type { Span } from '../../../../usage/range.js';
import { EVENT_COLUMNS } from './event-columns.js';
import type { EventFilters } from './event-filters.js';
import { LiveTail } from './live-tail.js';

const WORDS = KEY_PAGE_WORDS.usage;
const route = getRouteApi('/w/$workspace/keys/$keyId');

export interface EventsSectionProps {
  readonly keyId: string;
  readonly span: Span;
  readonly outcome: string | undefined;
}

/** The checks of the time that is chosen or, live, those that come in. */
export function EventsSection({ keyId, span, outcome }: EventsSectionProps): ReactNode {
  const { live } = route.useSearch();
  const navigate = route.useNavigate();
  const search = (fields: object) =>
    void navigate({ search: (before) => ({ ...before, ...fields }), replace: true });
  const filters = { keyIds: [keyId], outcomes: outcomesOf(outcome) };
  const open = (requestId: string) => search({ explain: requestId });
  return (
    <Section
      actions={
        <Button
          aria-pressed={live === true}
          icon={live ? 'pause' : 'play'}
          onClick={() => search({ live: live ? undefined : true })}
        >
          {live ? WORDS.liveOff : WORDS.live}
        </Button>
      }
      summary={WORDS.eventsHint}
      title={WORDS.events}
    >
      {live ? (
        <LiveTail filters={filters} key={`${keyId} ${outcome}`} onOpen={open} />
      ) : (
        <Events filters={{ ...filters, ...span }} onOpen={open} />
      )}
    </Section>
  );
}

/** An outcome that the service does not know is no filter: an address may say anything. */
function outcomesOf(outcome: string | undefined): EventFilters['outcomes'] {
  const known = OUTCOME_CODES.find((code) => code === outcome);
  return known === undefined ? undefined : [known];
}

const OUTCOME_CODES = [
  'VALID',
  'NOT_FOUND',
  'FORBIDDEN',
  'INSUFFICIENT_PERMISSIONS',
  'USAGE_EXCEEDED',
  'RATE_LIMITED',
  'DISABLED',
  'EXPIRED',
] as const;

interface EventsProps {
  readonly filters: EventFilters;
  readonly onOpen: (requestId: string) => void;
}

function Events({ filters, onOpen }: EventsProps): ReactNode {
  const list = useList('analytics.events', { ...filters, limit: 50 }, { keepPrevious: true });
  return (
    <DataTable
      {...list.table}
      columns={EVENT_COLUMNS}
      empty={<NoEvents />}
      label={WORDS.events}
      onOpen={({ requestId }) => onOpen(requestId)}
      rowId={({ requestId }) => requestId}
    />
  );
}

function NoEvents(): ReactNode {
  const body = { key: 'THE_KEY' };
  const code = copyAs('curl', { name: 'keys.verifyKey', body, baseUrl: location.origin });
  return (
    <EmptyState icon="verify" title={WORDS.empty}>
      <p className="mb-3">{WORDS.emptyHint}</p>
      <CodeBlock code={code} label="Command that verifies the key" />
    </EmptyState>
  );
}
