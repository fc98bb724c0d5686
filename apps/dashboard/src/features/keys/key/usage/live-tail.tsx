import { Badge, DataTable } from '@unlatch/ui';
import { type ReactNode, useEffect, useReducer, useState } from 'react';
import type { VerificationEvent } from '../../../../rpc/answers.js';
import type { ListPage } from '../../../../rpc/call.js';
import { useRead } from '../../../../rpc/hooks.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';
import { EMPTY_TAIL, pause, ROWS_PER_READ, resume, type Tail, takeRead } from '../tail.js';
import { EVENT_COLUMNS } from './event-columns.js';
import type { EventFilters } from './event-filters.js';

const WORDS = KEY_PAGE_WORDS.usage;
const EVERY_MS = 2000;

export interface LiveTailProps {
  readonly filters: EventFilters;
  readonly onOpen: (requestId: string) => void;
}

type Act =
  | { readonly kind: 'read'; readonly page: ListPage<VerificationEvent> }
  | 'pause'
  | 'resume';

function step(tail: Tail, act: Act): Tail {
  if (act === 'pause') return pause(tail);
  if (act === 'resume') return resume(tail);
  return takeRead(tail, { events: act.page.items, isCut: act.page.cursor !== undefined });
}

/** New checks as they come, every two seconds. The rows stand still under the pointer. */
export function LiveTail({ filters, onOpen }: LiveTailProps): ReactNode {
  const [tail, act] = useReducer(step, EMPTY_TAIL);
  const [from] = useState(() => Date.now() - EVERY_MS);
  const { data, problem } = useRead(
    'analytics.events',
    { ...filters, from, limit: ROWS_PER_READ },
    { everyMs: EVERY_MS, staleMs: 0 },
  );
  useEffect(() => {
    if (data !== undefined) act({ kind: 'read', page: data });
  }, [data]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stands still while it is read.
    <div
      onBlur={() => act('resume')}
      onFocus={() => act('pause')}
      onMouseEnter={() => act('pause')}
      onMouseLeave={() => act('resume')}
    >
      <div className="mb-2 flex min-h-5 flex-wrap gap-2">
        {tail.state === 'PAUSED' && (
          <Badge kind="warn">{WORDS.pausedBy(tail.waiting.length.toLocaleString('en'))}</Badge>
        )}
        {tail.skipped > 0 && <Badge>{WORDS.skipped(tail.skipped.toLocaleString('en'))}</Badge>}
      </div>
      <DataTable
        columns={EVENT_COLUMNS}
        empty={
          <p className="py-8 text-center text-sm text-quiet" role="status">
            {WORDS.waiting}
          </p>
        }
        label={WORDS.live}
        onOpen={({ requestId }) => onOpen(requestId)}
        problem={problem}
        rowId={({ requestId }) => requestId}
        rows={tail.rows}
      />
    </div>
  );
}
