import { Button, Page, PageHeader, Tabs } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session.js';
import { usePageSearch } from '../../lib/use-page-search.js';
import { ROLE_WORDS } from '../../strings/roles.js';
import { RoleDialog } from './list/role-dialog.js';
import { RoleList } from './list/role-list.js';
import { RoleMatrix } from './matrix/role-matrix.js';
import { readRolesSearch } from './search.js';
import { QueryTester } from './test/query-tester.js';

const WORDS = ROLE_WORDS;

const TABS = [
  { value: 'list', label: WORDS.view.list },
  { value: 'matrix', label: WORDS.view.matrix },
  { value: 'test', label: WORDS.view.test },
] as const;

export function RolesPage(): ReactNode {
  const [{ view = 'list', create, edit }, setSearch] = usePageSearch(readRolesSearch);
  const mayCreate = useMay('rbac.create_role');
  const createButton = (
    <Button
      blocked={mayCreate.blocked}
      icon="plus"
      kind="primary"
      onClick={() => setSearch({ create: true })}
    >
      {WORDS.list.create}
    </Button>
  );
  return (
    <Page>
      <PageHeader actions={createButton} summary={WORDS.summary} title={WORDS.title} />
      <Tabs
        label={WORDS.views}
        onChange={(value) => setSearch({ view: value === 'list' ? undefined : value })}
        tabs={TABS}
        value={view}
      >
        {view === 'list' && <RoleList createButton={createButton} />}
        {view === 'matrix' && <RoleMatrix />}
        {view === 'test' && <QueryTester />}
      </Tabs>
      {(create || edit !== undefined) && (
        <RoleDialog
          key={edit ?? ''}
          onClose={() => setSearch({ create: undefined, edit: undefined })}
          roleId={edit}
        />
      )}
    </Page>
  );
}
