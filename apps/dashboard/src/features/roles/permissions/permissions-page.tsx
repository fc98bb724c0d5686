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
  Menu,
  Page,
  PageHeader,
  SearchField,
} from '@unlatch/ui';
import { type ReactNode, useMemo, useState } from 'react';
import { useMay } from '../../../app/session.js';
import { copyAs } from '../../../lib/copy-as.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useList } from '../../../rpc/hooks.js';
import { PERMISSION_WORDS } from '../../../strings/roles.js';
import { ExportList } from '../../../usage/export-list.js';
import { readPermissionsSearch } from '../search.js';
import type { Permission } from '../types.js';
import { PermissionDialog } from './permission-dialog.js';
import { RemovePermissionDialog } from './remove-permission-dialog.js';
import { useRoleCounts } from './use-role-counts.js';

const WORDS = PERMISSION_WORDS;

export function PermissionsPage(): ReactNode {
  const [{ q, sort, order, create, edit }, setSearch] = usePageSearch(readPermissionsSearch);
  const [removed, setRemoved] = useState<Permission>();
  const mayCreate = useMay('rbac.create_permission');
  const mayEdit = useMay('rbac.update_permission');
  const mayDelete = useMay('rbac.delete_permission');
  const body = { search: q, sort, order, count: true, limit: 50 };
  const list = useList('permissions.listPermissions', body, { keepPrevious: true });
  const roleCounts = useRoleCounts();
  const columns = useMemo(() => columnsOf(roleCounts), [roleCounts]);
  const open = ({ id }: Permission) => setSearch({ edit: id }, { push: true });
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
  const actionsOf = (permission: Permission) => [
    { label: WORDS.edit, blocked: mayEdit.blocked, onSelect: () => open(permission) },
    {
      label: WORDS.remove,
      danger: true,
      blocked: mayDelete.blocked,
      onSelect: () => setRemoved(permission),
    },
  ];
  return (
    <Page>
      <PageHeader actions={createButton} summary={WORDS.summary} title={WORDS.title} />
      <FilterBar
        actions={
          <ExportList
            body={body}
            columns={['slug', 'name', 'id', 'description']}
            fileName="permissions"
            name="permissions.listPermissions"
            rowOf={({ slug, name, id, description }) => [slug, name, id, description]}
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
        empty={q === undefined ? <NoPermission action={createButton} /> : <NoMatch />}
        label={WORDS.title}
        onOpen={open}
        onSort={({ column, direction }) =>
          setSearch({ sort: column === 'name' ? 'name' : 'createdAt', order: direction })
        }
        rowActions={(row) => (
          <Menu groups={[{ items: actionsOf(row) }]} label={WORDS.menu(row.slug)} />
        )}
        rowId={({ id }) => id}
        {...(sort === 'name' && { sort: { column: sort, direction: order ?? 'asc' } })}
      />
      {(create || edit !== undefined) && (
        <PermissionDialog
          key={edit ?? ''}
          onClose={() => setSearch({ create: undefined, edit: undefined })}
          permissionId={edit}
        />
      )}
      {removed && (
        <RemovePermissionDialog
          onClose={() => setRemoved(undefined)}
          permission={removed}
          roleCount={roleCounts && (roleCounts.get(removed.id) ?? 0)}
        />
      )}
    </Page>
  );
}

function columnsOf(roleCounts: ReadonlyMap<string, number> | undefined): Column<Permission>[] {
  const { columns } = WORDS;
  return [
    {
      id: 'slug',
      header: columns.slug,
      width: 'minmax(170px, 1.5fr)',
      cell: ({ slug }) => (
        <span className="mono font-medium" title={slug}>
          {slug}
        </span>
      ),
    },
    {
      id: 'name',
      header: columns.name,
      width: 'minmax(130px, 1fr)',
      sortable: true,
      cell: ({ name, slug }) => (name === slug ? <span className="text-quiet">{name}</span> : name),
    },
    {
      id: 'description',
      header: columns.description,
      width: 'minmax(130px, 1.5fr)',
      cell: ({ description }) => (
        <span className="text-quiet" title={description}>
          {description ?? WORDS.noRoles}
        </span>
      ),
    },
    ...(roleCounts === undefined
      ? []
      : [
          {
            id: 'roles',
            header: columns.roles,
            width: '80px',
            align: 'right' as const,
            cell: ({ id }: Permission) => <Count value={roleCounts.get(id) ?? 0} />,
          },
        ]),
    {
      id: 'id',
      header: columns.id,
      width: 'minmax(190px, 1fr)',
      hideOnCard: true,
      cell: ({ id }) => <Id id={id} />,
    },
  ];
}

function NoPermission({ action }: { readonly action: ReactNode }): ReactNode {
  const body = { name: 'Read documents', slug: 'documents.read' };
  const call = { name: 'permissions.createPermission', body, baseUrl: location.origin };
  return (
    <EmptyState actions={action} icon="permission" title={WORDS.emptyTitle}>
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
