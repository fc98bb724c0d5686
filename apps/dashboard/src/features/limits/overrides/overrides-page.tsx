import {
  Badge,
  Button,
  type Column,
  Count,
  DataTable,
  EmptyState,
  FilterBar,
  Id,
  ListCount,
  Menu,
  SearchField,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session.js';
import { printDuration } from '../../../lib/duration.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useList } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { ExportList } from '../../../usage/export-list.js';
import { readOverridesSearch } from '../search.js';
import { useNamespaceOfPage } from '../use-namespace.js';
import { isPattern, type Override } from './override.js';
import { OverrideDialog } from './override-dialog.js';
import { RemoveOverrideDialog } from './remove-override-dialog.js';
import { WhichOverride } from './which-override.js';

const WORDS = LIMIT_WORDS.overrides;

export function OverridesPage(): ReactNode {
  const namespace = useNamespaceOfPage();
  const [search, setSearch] = usePageSearch(readOverridesSearch);
  const { q, sort, order, create, edit } = search;
  const [removed, setRemoved] = useState<string>();
  const maySet = useMay('ratelimit.set_override', namespace.id);
  const mayDelete = useMay('ratelimit.delete_override', namespace.id);
  const body = { namespace: namespace.id, search: q, sort, order, count: true, limit: 50 };
  const list = useList('ratelimit.listOverrides', body, { keepPrevious: true });
  const createButton = (
    <Button
      blocked={maySet.blocked}
      icon="plus"
      kind="primary"
      onClick={() => setSearch({ create: true })}
    >
      {WORDS.create}
    </Button>
  );
  const actionsOf = ({ identifier }: Override) => [
    {
      label: WORDS.edit,
      blocked: maySet.blocked,
      onSelect: () => setSearch({ edit: identifier }),
    },
    {
      label: WORDS.remove,
      danger: true,
      blocked: mayDelete.blocked,
      onSelect: () => setRemoved(identifier),
    },
  ];
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <FilterBar
        actions={
          <>
            <ExportList
              body={body}
              columns={['identifier', 'limit', 'duration', 'id']}
              fileName={`overrides-${namespace.name}`}
              name="ratelimit.listOverrides"
              rowOf={(row) => [row.identifier, row.limit, row.duration, row.overrideId]}
            />
            {createButton}
          </>
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
        columns={COLUMNS}
        empty={<NoOverride isSearch={q !== undefined} />}
        label={LIMIT_WORDS.tabs.overrides}
        {...(maySet.allowed && {
          onOpen: ({ identifier }: Override) => setSearch({ edit: identifier }),
        })}
        onSort={({ column, direction }) =>
          setSearch({ sort: column === 'identifier' ? column : 'createdAt', order: direction })
        }
        rowActions={(row) => (
          <Menu groups={[{ items: actionsOf(row) }]} label={WORDS.menu(row.identifier)} />
        )}
        rowId={({ overrideId }) => overrideId}
        {...(sort === 'identifier' && { sort: { column: sort, direction: order ?? 'asc' } })}
      />
      <WhichOverride />
      {(create || edit !== undefined) && (
        <OverrideDialog
          identifier={edit}
          key={edit ?? ''}
          onClose={() => setSearch({ create: undefined, edit: undefined })}
        />
      )}
      {removed !== undefined && (
        <RemoveOverrideDialog identifier={removed} onClose={() => setRemoved(undefined)} />
      )}
    </div>
  );
}

const COLUMNS: readonly Column<Override>[] = [
  {
    id: 'identifier',
    header: WORDS.columns.identifier,
    width: 'minmax(180px, 2fr)',
    sortable: true,
    cell: ({ identifier, limit }) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="mono truncate" title={identifier}>
          {identifier}
        </span>
        {isPattern(identifier) && <Badge>{WORDS.pattern}</Badge>}
        {limit === 0 && <Badge kind="danger">{WORDS.blocked}</Badge>}
      </span>
    ),
  },
  {
    id: 'limit',
    header: WORDS.columns.limit,
    width: '110px',
    align: 'right',
    cell: ({ limit }) => <Count value={limit} />,
  },
  {
    id: 'window',
    header: WORDS.columns.window,
    width: '110px',
    align: 'right',
    cell: ({ duration }) => printDuration(duration),
  },
  {
    id: 'id',
    header: WORDS.columns.id,
    width: 'minmax(190px, 1fr)',
    hideOnCard: true,
    cell: ({ overrideId }) => <Id id={overrideId} />,
  },
];

function NoOverride({ isSearch }: { readonly isSearch: boolean }): ReactNode {
  return isSearch ? (
    <EmptyState icon="search" title={WORDS.noMatch}>
      {WORDS.noMatchHint}
    </EmptyState>
  ) : (
    <EmptyState icon="limit" title={WORDS.emptyTitle}>
      {WORDS.empty}
    </EmptyState>
  );
}
