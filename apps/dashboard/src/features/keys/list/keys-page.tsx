import { getRouteApi } from '@tanstack/react-router';
import { DataTable, IconButton } from '@unlatch/ui';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useWorkspace } from '../../../app/session.js';
import { useApiOfPage } from '../../../app/use-api.js';
import type { Key } from '../../../rpc/answers.js';
import { useList } from '../../../rpc/hooks.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { BulkBar } from '../bulk/bulk-bar.js';
import { keyColumns } from './columns.js';
import { EmptyKeys } from './empty-keys.js';
import { isFiltered, type KeyListSearch, orderOf, toListRequest } from './filters.js';
import { KeyFilters } from './key-filters.js';
import { KeyMenu } from './key-menu.js';

const WORDS = KEY_LIST_WORDS;
const route = getRouteApi('/w/$workspace/apis/$apiId/keys');
const NO_KEYS: ReadonlySet<string> = new Set();

export function KeysPage(): ReactNode {
  const api = useApiOfPage();
  const { slug } = useWorkspace();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // Moments of filters are counted from the time at which the reader chose them.
  const body = useMemo(() => toListRequest(api.id, search, Date.now()), [api.id, search]);
  const list = useList(
    'apis.listKeys',
    { ...body, count: true, limit: 100 },
    { keepPrevious: true },
  );
  const [selected, setSelected] = useState(NO_KEYS);
  const columns = useMemo(() => keyColumns(slug, api.id), [slug, api.id]);
  const setSearch = useCallback(
    (next: KeyListSearch) => void navigate({ search: next, replace: true }),
    [navigate],
  );
  const open = ({ keyId }: Key, tab?: 'settings') =>
    void navigate({
      to: '/w/$workspace/keys/$keyId',
      params: { workspace: slug, keyId },
      search: { api: api.id, ...(tab === undefined ? {} : { tab }) },
    });
  const chosen = list.rows.filter(({ keyId }) => selected.has(keyId));
  const { sort, order } = orderOf(search);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <KeyFilters
        actions={<IconButton icon="refresh" label={WORDS.refresh} onClick={list.refetch} />}
        onChange={setSearch}
        request={body}
        search={search}
        total={list.total}
      />
      {chosen.length > 0 && <BulkBar keys={chosen} onClear={() => setSelected(NO_KEYS)} />}
      <DataTable
        {...list.table}
        columns={columns}
        empty={
          <EmptyKeys api={api} isFiltered={isFiltered(search)} onClear={() => setSearch({})} />
        }
        label={WORDS.title}
        onEdit={(key) => open(key, 'settings')}
        onOpen={open}
        onSort={({ column, direction }) =>
          setSearch({ ...search, ...sortOf(column), order: direction })
        }
        rowActions={(key) => <KeyMenu apiId={api.id} item={key} />}
        rowId={({ keyId }) => keyId}
        selection={{ selected, onChange: setSelected }}
        sort={{ column: sort, direction: order }}
      />
    </div>
  );
}

function sortOf(column: string): Pick<KeyListSearch, 'sort'> {
  const sort = (['createdAt', 'lastUsedAt', 'expires', 'name'] as const).find(
    (id) => id === column,
  );
  return sort === undefined ? {} : { sort };
}
