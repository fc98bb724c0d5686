import {
  Checkbox,
  type Column,
  DataTable,
  EmptyState,
  FilterBar,
  formatCount,
  SearchField,
} from '@unlatch/ui';
import { type ReactNode, useMemo } from 'react';
import { useMay } from '../../../app/session.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useList, useRead } from '../../../rpc/hooks.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { readRolesSearch } from '../search.js';
import type { Permission, Role } from '../types.js';
import { type ToggleRole, useToggle } from './use-toggle.js';

const WORDS = ROLE_WORDS.matrix;

/** Permissions are rows and may be thousands. Roles are columns, as many as a window can show. */
const ROLES_SHOWN = 8;

export function RoleMatrix(): ReactNode {
  const [{ q, columns: asked }, setSearch] = usePageSearch(readRolesSearch);
  const wanted = { search: asked, sort: 'name', limit: ROLES_SHOWN, count: true } as const;
  const roles = useRead('permissions.listRoles', wanted, { keepPrevious: true });
  const body = { search: q, sort: 'name', limit: 100 } as const;
  const list = useList('permissions.listPermissions', body, { keepPrevious: true });
  const toggle = useToggle();
  const shown = roles.data?.items;
  const columns = useMemo(() => columnsOf(shown ?? [], toggle), [shown, toggle]);
  const total = roles.data?.total?.count ?? 0;
  if (shown?.length === 0 && asked === undefined) {
    return (
      <EmptyState icon="role" title={WORDS.noRoles}>
        {WORDS.noRolesWhy}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-quiet">{WORDS.summary}</p>
      <FilterBar
        count={
          total > ROLES_SHOWN && WORDS.shown(formatCount(shown?.length ?? 0), formatCount(total))
        }
        search={
          <SearchField
            label={WORDS.permissions}
            onChange={(text) => setSearch({ q: text || undefined })}
            value={q ?? ''}
          />
        }
      >
        <SearchField
          label={WORDS.roles}
          onChange={(text) => setSearch({ columns: text || undefined })}
          takesSlash={false}
          value={asked ?? ''}
        />
      </FilterBar>
      <DataTable
        {...list.table}
        columns={columns}
        empty={
          <EmptyState icon="permission" title={WORDS.empty}>
            {WORDS.emptyWhy}
          </EmptyState>
        }
        label={WORDS.label}
        rowId={({ id }) => id}
      />
    </div>
  );
}

function columnsOf(roles: readonly Role[], toggle: ToggleRole): Column<Permission>[] {
  return [
    {
      id: 'permission',
      header: WORDS.permission,
      width: 'minmax(130px, 2fr)',
      cell: ({ slug, name }) => (
        <span className="mono" title={name}>
          {slug}
        </span>
      ),
    },
    ...roles.map((role) => ({
      id: role.id,
      header: role.name,
      width: 'minmax(44px, 1fr)',
      cell: (permission: Permission) => (
        <Cell permission={permission} role={role} toggle={toggle} />
      ),
    })),
  ];
}

interface CellProps {
  readonly role: Role;
  readonly permission: Permission;
  readonly toggle: ToggleRole;
}

function Cell({ role, permission, toggle }: CellProps): ReactNode {
  const mayAdd = useMay('rbac.add_permission_to_role');
  const mayRemove = useMay('rbac.remove_permission_from_role');
  const has = (role.permissions ?? []).some(({ id }) => id === permission.id);
  return (
    <span title={mayAdd.blocked ?? mayRemove.blocked}>
      <Checkbox
        checked={has}
        disabled={!mayAdd.allowed || !mayRemove.allowed || toggle.isRunning(role.id)}
        hideLabel
        label={WORDS.cell(role.name, permission.slug)}
        onChange={(checked) => toggle.run(role, permission, checked)}
      />
    </span>
  );
}
