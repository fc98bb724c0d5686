import { Link } from '@tanstack/react-router';
import { type Column, Count, Time } from '@unlatch/ui';
import { PageLink } from '../../../lib/page-link.js';
import type { Key } from '../../../rpc/answers.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { StatusBadges } from '../status-badges.js';

const WORDS = KEY_LIST_WORDS;

/** The ids of columns that can be sorted are what the service sorts by. */
export function keyColumns(slug: string, apiId: string): Column<Key>[] {
  return [
    {
      id: 'name',
      header: WORDS.columns.name,
      width: 'minmax(180px, 2fr)',
      sortable: true,
      cell: ({ keyId, name, start }) => (
        <Link
          className="text-text"
          params={{ workspace: slug, keyId }}
          search={{ api: apiId }}
          title={keyId}
          to="/w/$workspace/keys/$keyId"
        >
          <span className="font-medium">{name ?? WORDS.unnamed}</span>{' '}
          <span className="mono text-quiet">{start === '' ? '' : `${start}…`}</span>
        </Link>
      ),
    },
    {
      id: 'owner',
      header: WORDS.columns.owner,
      width: 'minmax(90px, 1fr)',
      cell: ({ identity }) =>
        identity === undefined ? (
          <span className="text-quiet">–</span>
        ) : (
          <PageLink
            className="inline-flex min-h-6 items-center text-text"
            page={`identities/${identity.id}`}
          >
            {identity.externalId}
          </PageLink>
        ),
    },
    {
      id: 'status',
      header: WORDS.columns.status,
      width: 'minmax(120px, 140px)',
      cell: (key) => <StatusBadges item={key} short />,
    },
    {
      id: 'credits',
      header: WORDS.columns.credits,
      width: '84px',
      align: 'right',
      cell: ({ credits }) =>
        credits === undefined || credits.remaining === null ? (
          <span className="text-quiet">{WORDS.unlimited}</span>
        ) : (
          <Count short value={credits.remaining} />
        ),
    },
    {
      id: 'lastUsedAt',
      header: WORDS.columns.lastUsedAt,
      width: '96px',
      sortable: true,
      cell: ({ lastUsedAt }) => <Moment value={lastUsedAt} />,
    },
    {
      id: 'expires',
      header: WORDS.columns.expires,
      width: '96px',
      sortable: true,
      cell: ({ expires }) => <Moment value={expires} />,
    },
    {
      id: 'createdAt',
      header: WORDS.columns.createdAt,
      width: '96px',
      sortable: true,
      cell: ({ createdAt }) => <Time value={createdAt} />,
    },
  ];
}

function Moment({ value }: { readonly value: number | undefined }) {
  return value === undefined ? (
    <span className="text-quiet">{WORDS.never}</span>
  ) : (
    <Time value={value} />
  );
}
