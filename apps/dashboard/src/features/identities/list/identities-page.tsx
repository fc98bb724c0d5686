import { Link, useNavigate } from '@tanstack/react-router';
import {
  Button,
  CodeBlock,
  type Column,
  Count,
  DataTable,
  EmptyState,
  FilterBar,
  Id,
  ListCount,
  Page,
  PageHeader,
  SearchField,
} from '@unlatch/ui';
import { type ReactNode, useMemo } from 'react';
import { useMay, useWorkspace } from '../../../app/session.js';
import { copyAs } from '../../../lib/copy-as.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useList } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import { ExportList } from '../../../usage/export-list.js';
import { readIdentitiesSearch } from '../search.js';
import type { Identity } from '../types.js';
import { CreateIdentityDialog } from './create-identity-dialog.js';

const WORDS = IDENTITY_WORDS.list;
const TO = '/w/$workspace/identities/$identityId';

export function IdentitiesPage(): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const [{ q, sort, order, create }, setSearch] = usePageSearch(readIdentitiesSearch);
  const mayCreate = useMay('identity.create_identity');
  const body = { search: q, sort, order: order ?? 'desc', count: true, limit: 50 } as const;
  const list = useList('identities.listIdentities', body, { keepPrevious: true });
  const columns = useMemo(() => columnsOf(slug), [slug]);
  const createButton = (
    <Button
      blocked={mayCreate.blocked}
      icon="plus"
      kind="primary"
      onClick={() => setSearch({ create: true })}
    >
      {WORDS.create}
    </Button>
  );
  return (
    <Page>
      <PageHeader actions={createButton} summary={WORDS.summary} title={WORDS.title} />
      <FilterBar
        actions={
          <ExportList
            body={body}
            columns={['externalId', 'id', 'limits', 'meta']}
            fileName="identities"
            name="identities.listIdentities"
            rowOf={rowOf}
          />
        }
        count={list.total && <ListCount isExact={list.total.isExact} total={list.total.count} />}
        search={
          <SearchField
            label={WORDS.search}
            onChange={(text) => setSearch({ q: text || undefined })}
            value={q ?? ''}
          />
        }
      />
      <DataTable
        {...list.table}
        columns={columns}
        empty={q === undefined ? <NoIdentity action={createButton} /> : <NoMatch />}
        label={WORDS.title}
        onOpen={({ id }) => void navigate({ to: TO, params: { workspace: slug, identityId: id } })}
        onSort={({ column, direction }) =>
          setSearch({ sort: column === 'externalId' ? column : 'createdAt', order: direction })
        }
        rowId={({ id }) => id}
        {...(sort === 'externalId' && { sort: { column: sort, direction: order ?? 'desc' } })}
      />
      {create && <CreateIdentityDialog onClose={() => setSearch({ create: undefined })} />}
    </Page>
  );
}

function columnsOf(slug: string): Column<Identity>[] {
  const { columns, none } = WORDS;
  return [
    {
      id: 'externalId',
      header: columns.externalId,
      width: 'minmax(180px, 2fr)',
      sortable: true,
      cell: ({ id, externalId }) => (
        <Link
          className="font-medium text-text"
          params={{ workspace: slug, identityId: id }}
          title={externalId}
          to={TO}
        >
          {externalId}
        </Link>
      ),
    },
    {
      id: 'limits',
      header: columns.limits,
      width: '90px',
      align: 'right',
      cell: ({ ratelimits = [] }) =>
        ratelimits.length === 0 ? none : <Count value={ratelimits.length} />,
    },
    {
      id: 'meta',
      header: columns.meta,
      width: 'minmax(140px, 2fr)',
      cell: ({ meta = {} }) =>
        Object.keys(meta).length === 0 ? (
          none
        ) : (
          <span className="mono text-quiet">{JSON.stringify(meta).slice(0, SHOWN_META)}</span>
        ),
    },
    {
      id: 'id',
      header: columns.id,
      width: 'minmax(190px, 1fr)',
      cell: ({ id }) => <Id id={id} />,
    },
  ];
}

const rowOf = ({ externalId, id, ratelimits = [], meta }: Identity) => [
  externalId,
  id,
  ratelimits.length,
  meta && JSON.stringify(meta),
];

/** As much as a row can show of it. It may have a megabyte. */
const SHOWN_META = 120;

function NoIdentity({ action }: { readonly action: ReactNode }): ReactNode {
  const body = { externalId: 'user_42', meta: { plan: 'pro' } };
  const call = { name: 'identities.createIdentity', body, baseUrl: location.origin };
  return (
    <EmptyState actions={action} icon="identity" title={WORDS.emptyTitle}>
      <p className="mb-3">{WORDS.empty}</p>
      <CodeBlock code={copyAs('curl', call)} label={WORDS.command} />
    </EmptyState>
  );
}

function NoMatch(): ReactNode {
  return (
    <EmptyState icon="search" title={WORDS.noMatch}>
      {WORDS.noMatchHint}
    </EmptyState>
  );
}
