import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  FilterBar,
  ListCount,
  Page,
  PageHeader,
  SearchField,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../app/session.js';
import { usePageSearch } from '../../lib/use-page-search.js';
import { useList } from '../../rpc/hooks.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import { ROOT_KEY_COLUMNS } from './columns.js';
import type { RootKey } from './root-key.js';
import { RootKeyActs } from './root-key-acts.js';
import { RootKeyDrawer } from './root-key-drawer.js';
import { RootKeyForm } from './root-key-form.js';
import { readRootKeysSearch } from './search.js';

export function RootKeysPage(): ReactNode {
  const [search, setSearch] = usePageSearch(readRootKeysSearch);
  const [isCreating, setCreating] = useState(false);
  const { blocked } = useMay('rootKeys.write');
  const { q, sort = 'createdAt', order = 'desc', root } = search;
  const list = useList(
    'rootKeys.listKeys',
    { search: q, sort, order, limit: 50, count: true },
    { keepPrevious: true },
  );
  const create = (
    <Button blocked={blocked} icon="plus" kind="primary" onClick={() => setCreating(true)}>
      {WORDS.create}
    </Button>
  );
  const columns: readonly Column<RootKey>[] = ROOT_KEY_COLUMNS;
  const open = ({ keyId }: RootKey) => setSearch({ root: keyId }, { push: true });
  return (
    <Page full>
      <PageHeader actions={create} summary={WORDS.summary} title={WORDS.title} />
      <FilterBar
        count={list.total && <ListCount {...list.total} total={list.total.count} />}
        search={
          <SearchField
            label={WORDS.search}
            onChange={(text) => setSearch({ q: text })}
            value={q ?? ''}
          />
        }
      />
      <DataTable
        {...list.table}
        columns={columns}
        empty={
          q === undefined ? (
            <EmptyState actions={create} icon="key" title={WORDS.emptyTitle}>
              {WORDS.empty}
            </EmptyState>
          ) : (
            <EmptyState icon="search" title={WORDS.nothingFound} />
          )
        }
        label={WORDS.title}
        onOpen={open}
        onSort={({ column, direction }) =>
          setSearch({ sort: column === 'name' ? 'name' : 'createdAt', order: direction })
        }
        rowActions={(rootKey) => <RootKeyActs rootKey={rootKey} />}
        rowId={({ keyId }) => keyId}
        sort={{ column: sort, direction: order }}
      />
      <RootKeyForm onClose={() => setCreating(false)} open={isCreating} />
      <RootKeyDrawer keyId={root} onClose={() => setSearch({ root: undefined })} />
    </Page>
  );
}
