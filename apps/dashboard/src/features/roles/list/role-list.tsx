import {
  CodeBlock,
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
import { copyAs } from '../../../lib/copy-as.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useList } from '../../../rpc/hooks.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { ExportList } from '../../../usage/export-list.js';
import { readRolesSearch } from '../search.js';
import { type Role, slugsOf } from '../types.js';
import { RemoveRoleDialog } from './remove-role-dialog.js';

const WORDS = ROLE_WORDS.list;

export function RoleList({ createButton }: { readonly createButton: ReactNode }): ReactNode {
  const [{ q, sort, order }, setSearch] = usePageSearch(readRolesSearch);
  const [removed, setRemoved] = useState<Role>();
  const mayEdit = useMay('rbac.update_role');
  const mayDelete = useMay('rbac.delete_role');
  const body = { search: q, sort, order, count: true, limit: 50 };
  const list = useList('permissions.listRoles', body, { keepPrevious: true });
  const edit = ({ id }: Role) => setSearch({ edit: id }, { push: true });
  const actionsOf = (role: Role) => [
    { label: WORDS.edit, blocked: mayEdit.blocked, onSelect: () => edit(role) },
    {
      label: WORDS.remove,
      danger: true,
      blocked: mayDelete.blocked,
      onSelect: () => setRemoved(role),
    },
  ];
  return (
    <div className="flex flex-col gap-4">
      <FilterBar
        actions={
          <ExportList
            body={body}
            columns={['name', 'id', 'description', 'permissions']}
            fileName="roles"
            name="permissions.listRoles"
            rowOf={(role) => [role.name, role.id, role.description, slugsOf(role).join(' ')]}
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
        columns={COLUMNS}
        empty={q === undefined ? <NoRole action={createButton} /> : <NoMatch />}
        label={ROLE_WORDS.title}
        onOpen={edit}
        onSort={({ column, direction }) =>
          setSearch({ sort: column === 'name' ? 'name' : 'createdAt', order: direction })
        }
        rowActions={(role) => (
          <Menu groups={[{ items: actionsOf(role) }]} label={WORDS.menu(role.name)} />
        )}
        rowId={({ id }) => id}
        {...(sort === 'name' && { sort: { column: sort, direction: order ?? 'asc' } })}
      />
      {removed && <RemoveRoleDialog onClose={() => setRemoved(undefined)} role={removed} />}
    </div>
  );
}

/** As many as a row can show. The last column says how many there are. */
const SHOWN_SLUGS = 8;

const COLUMNS: readonly Column<Role>[] = [
  {
    id: 'name',
    header: WORDS.columns.name,
    width: 'minmax(180px, 1fr)',
    sortable: true,
    cell: ({ name, description }) => (
      <span title={description}>
        <span className="font-medium">{name}</span>
        {description && <span className="text-quiet"> {description}</span>}
      </span>
    ),
  },
  {
    id: 'permissions',
    header: WORDS.columns.permissions,
    width: 'minmax(180px, 2fr)',
    cell: (role) => {
      const slugs = slugsOf(role);
      if (slugs.length === 0) return <span className="text-quiet">{WORDS.noPermissions}</span>;
      return <span className="mono text-quiet">{slugs.slice(0, SHOWN_SLUGS).join(', ')}</span>;
    },
  },
  {
    id: 'count',
    header: WORDS.columns.count,
    width: '80px',
    align: 'right',
    cell: (role) => <Count value={slugsOf(role).length} />,
  },
  {
    id: 'id',
    header: WORDS.columns.id,
    width: 'minmax(190px, 1fr)',
    hideOnCard: true,
    cell: ({ id }) => <Id id={id} />,
  },
];

function NoRole({ action }: { readonly action: ReactNode }): ReactNode {
  const body = { name: 'editor', permissions: ['documents.read', 'documents.write'] };
  const call = { name: 'permissions.createRole', body, baseUrl: location.origin };
  return (
    <EmptyState actions={action} icon="role" title={WORDS.emptyTitle}>
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
