import { Link, useNavigate } from '@tanstack/react-router';
import {
  Button,
  type Column,
  Count,
  DataTable,
  FilterBar,
  formatCount,
  ListCount,
  Page,
  PageHeader,
  SearchField,
  Time,
} from '@unlatch/ui';
import { Sparkline } from '@unlatch/ui/charts';
import { type ReactNode, useMemo } from 'react';
import { useMay, useWorkspace } from '../../../app/session.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useList } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { ExportList } from '../../../usage/export-list.js';
import { spanOf } from '../../../usage/range.js';
import { RangePicker } from '../../../usage/range-picker.js';
import type { Checks } from '../checks.js';
import { readLimitsSearch } from '../search.js';
import type { Namespace } from '../use-namespace.js';
import { CreateNamespaceDialog } from './create-namespace-dialog.js';
import { NoMatch, NoNamespace } from './no-namespace.js';
import { useNamespaceChecks } from './use-namespace-checks.js';

const WORDS = LIMIT_WORDS.list;
const TO = '/w/$workspace/limits/$namespaceId/usage';

export function LimitsPage(): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const [search, setSearch] = usePageSearch(readLimitsSearch);
  const { q, sort, order } = search;
  const mayCreate = useMay('ratelimit.create_namespace');
  const body = { search: q, sort, order, count: true, limit: 50 };
  const list = useList('ratelimit.listNamespaces', body, { keepPrevious: true });
  const checks = useNamespaceChecks(spanOf(search, Date.now()));
  const columns = useMemo(() => columnsOf(slug, checks), [slug, checks]);
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
          <>
            <RangePicker onChange={setSearch} search={search} />
            <ExportList
              body={body}
              columns={['name', 'id', 'createdAt']}
              fileName="namespaces"
              name="ratelimit.listNamespaces"
              rowOf={({ name, id, createdAt }) => [name, id, new Date(createdAt).toISOString()]}
            />
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
        columns={columns}
        empty={q === undefined ? <NoNamespace action={createButton} /> : <NoMatch />}
        label={WORDS.title}
        onOpen={({ id }) => void navigate({ to: TO, params: { workspace: slug, namespaceId: id } })}
        onSort={({ column, direction }) =>
          setSearch({ sort: column === 'name' ? 'name' : 'createdAt', order: direction })
        }
        rowId={({ id }) => id}
        sort={{ column: sort ?? 'createdAt', direction: order ?? 'asc' }}
      />
      <CreateNamespaceDialog
        onClose={() => setSearch({ create: undefined })}
        open={search.create === true}
      />
    </Page>
  );
}

function columnsOf(
  slug: string,
  checks: ReadonlyMap<string, Checks> | undefined,
): Column<Namespace>[] {
  const { columns } = WORDS;
  const figure = (id: string, part: 'checks' | 'refused') => {
    if (checks === undefined) return '';
    return <Count short value={checks.get(id)?.[part] ?? 0} />;
  };
  return [
    {
      id: 'name',
      header: columns.name,
      width: 'minmax(180px, 2fr)',
      sortable: true,
      cell: ({ id, name }) => (
        <Link
          className="font-medium text-text"
          params={{ workspace: slug, namespaceId: id }}
          title={name}
          to={TO}
        >
          {name}
        </Link>
      ),
    },
    {
      id: 'chart',
      header: columns.chart,
      width: 'minmax(140px, 1fr)',
      cell: ({ id }) => <Chart checks={checks?.get(id)} isLoading={checks === undefined} />,
    },
    {
      id: 'checks',
      header: columns.checks,
      width: '100px',
      align: 'right',
      cell: ({ id }) => figure(id, 'checks'),
    },
    {
      id: 'refused',
      header: columns.refused,
      width: '100px',
      align: 'right',
      cell: ({ id }) => figure(id, 'refused'),
    },
    {
      id: 'createdAt',
      header: columns.createdAt,
      width: '130px',
      sortable: true,
      cell: ({ createdAt }) => <Time value={createdAt} />,
    },
  ];
}

interface ChartProps {
  readonly checks: Checks | undefined;
  readonly isLoading: boolean;
}

function Chart({ checks, isLoading }: ChartProps): ReactNode {
  if (isLoading) return null;
  if (checks === undefined) return <span className="text-quiet">{WORDS.noChecks}</span>;
  const label = WORDS.checks(formatCount(checks.checks), formatCount(checks.refused));
  return <Sparkline label={label} series={checks.series} />;
}
