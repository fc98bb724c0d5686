import { Badge, type BadgeKind, type Column, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { ItemOf } from '../../rpc/call.js';
import { REQUEST_WORDS as WORDS } from '../../strings/requests.js';

export type ApiRequest = ItemOf<'analytics.requests'>;

export const REQUEST_COLUMNS: readonly Column<ApiRequest>[] = [
  {
    id: 'operation',
    header: WORDS.columns.operation,
    width: 'minmax(200px, 2fr)',
    cell: ({ path }) => <span className="mono">{path.replace('/v2/', '')}</span>,
  },
  {
    id: 'status',
    header: WORDS.columns.status,
    width: '80px',
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    id: 'code',
    header: WORDS.columns.code,
    width: 'minmax(160px, 1.5fr)',
    cell: ({ code }) => <span className="mono text-quiet">{code}</span>,
  },
  {
    id: 'rootKey',
    header: WORDS.columns.rootKey,
    width: 'minmax(120px, 1fr)',
    cell: ({ rootKeyId }) => <span className="mono">{rootKeyId}</span>,
  },
  {
    id: 'latency',
    header: WORDS.columns.latency,
    width: '90px',
    align: 'right',
    cell: ({ latency }) => `${latency.toFixed(1)} ms`,
  },
  {
    id: 'address',
    header: WORDS.columns.address,
    width: '130px',
    hideOnCard: true,
    cell: ({ ip }) => <span className="mono">{ip}</span>,
  },
  {
    id: 'time',
    header: WORDS.columns.time,
    width: '130px',
    cell: ({ time }) => <Time value={time} />,
  },
];

export function StatusBadge({ status }: { readonly status: number }): ReactNode {
  return <Badge kind={kindOf(status)}>{status}</Badge>;
}

function kindOf(status: number): BadgeKind {
  if (status >= 500) return 'danger';
  return status >= 400 ? 'warn' : 'good';
}
