import { Badge, type BadgeKind, type Column, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { ItemOf } from '../../rpc/call.js';
import { AUDIT_WORDS as WORDS } from '../../strings/audit.js';

export type AuditEvent = ItemOf<'auditLogs.listAuditLogs'>;

export const AUDIT_COLUMNS: readonly Column<AuditEvent>[] = [
  {
    id: 'description',
    header: WORDS.columns.description,
    width: 'minmax(220px, 3fr)',
    cell: ({ description }) => <span title={description}>{description}</span>,
  },
  {
    id: 'event',
    header: WORDS.columns.event,
    width: 'minmax(150px, 1fr)',
    cell: ({ event }) => <EventBadge event={event} />,
  },
  {
    id: 'actor',
    header: WORDS.columns.actor,
    width: 'minmax(160px, 1.2fr)',
    cell: ({ actor }) => <Actor actor={actor} />,
  },
  {
    id: 'time',
    header: WORDS.columns.time,
    width: '130px',
    cell: ({ time }) => <Time value={time} />,
  },
];

/** What takes something away is told apart from what adds to it. */
const KINDS: readonly (readonly [RegExp, BadgeKind])[] = [
  [/delete|remove|disconnect|revoke/, 'danger'],
  [/create|connect|accept/, 'good'],
];

export function EventBadge({ event }: { readonly event: string }): ReactNode {
  const kind = KINDS.find(([pattern]) => pattern.test(event))?.[1] ?? 'neutral';
  return (
    <Badge kind={kind}>
      <span className="mono truncate">{event}</span>
    </Badge>
  );
}

export function Actor({ actor }: { readonly actor: AuditEvent['actor'] }): ReactNode {
  const kinds: Readonly<Record<string, string>> = WORDS.actorKinds;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <span className="truncate">{actor.name ?? actor.id}</span>
      <span className="shrink-0 text-xs text-quiet">{kinds[actor.type] ?? actor.type}</span>
    </span>
  );
}
