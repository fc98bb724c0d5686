import { type Column, Count, OutcomeBadge, Time } from '@unlatch/ui';
import type { VerificationEvent } from '../../../../rpc/answers.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';

const WORDS = KEY_PAGE_WORDS.usage.columns;

export const EVENT_COLUMNS: readonly Column<VerificationEvent>[] = [
  {
    id: 'time',
    header: WORDS.time,
    width: '150px',
    cell: ({ time }) => <Time format="absolute" value={time} />,
  },
  {
    id: 'outcome',
    header: WORDS.outcome,
    width: 'minmax(140px, 1fr)',
    cell: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
  },
  {
    id: 'credits',
    header: WORDS.credits,
    width: '60px',
    align: 'right',
    cell: ({ spentCredits }) => <Count value={spentCredits} />,
  },
  {
    id: 'latency',
    header: WORDS.latency,
    width: '96px',
    align: 'right',
    cell: ({ latencyMs }) => `${latencyMs.toFixed(2)} ms`,
  },
  {
    id: 'tags',
    header: WORDS.tags,
    width: 'minmax(60px, 1fr)',
    cell: ({ tags }) => tags.join(', ') || <span className="text-quiet">–</span>,
  },
];
