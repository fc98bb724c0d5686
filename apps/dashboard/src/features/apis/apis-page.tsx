import { getRouteApi, Link } from '@tanstack/react-router';
import {
  Button,
  CodeBlock,
  type Column,
  Count,
  DataTable,
  EmptyState,
  FilterBar,
  formatCount,
  Id,
  ListCount,
  Page,
  PageHeader,
  SearchField,
  Time,
} from '@unlatch/ui';
import { Sparkline } from '@unlatch/ui/charts';
import { type ReactNode, useMemo } from 'react';
import { useMay, useWorkspace } from '../../app/session.js';
import { copyAs } from '../../lib/copy-as.js';
import type { Api } from '../../rpc/answers.js';
import { useList, useRead } from '../../rpc/hooks.js';
import { API_WORDS } from '../../strings/apis.js';
import { CreateApiDialog } from './create-api-dialog.js';
import { type ApiChecks, useApiChecks } from './use-api-checks.js';

const WORDS = API_WORDS.list;
const route = getRouteApi('/w/$workspace/apis');

export function ApisPage(): ReactNode {
  const { slug } = useWorkspace();
  const { q, sort, order, create } = route.useSearch();
  const navigate = route.useNavigate();
  const mayCreate = useMay('api.create_api');
  const body = { search: q, sort, order, count: true, limit: 50 };
  const list = useList('apis.listApis', body, { keepPrevious: true });
  const { data: counts } = useRead('apis.countKeys', {});
  const checks = useApiChecks();
  const columns = useMemo(
    () =>
      columnsOf({ slug, checks, counts: new Map(counts?.items.map((one) => [one.apiId, one])) }),
    [slug, checks, counts],
  );
  const search = (fields: object) =>
    navigate({ search: (before) => ({ ...before, ...fields }), replace: true });
  const createButton = (
    <Button
      blocked={mayCreate.blocked}
      icon="plus"
      kind="primary"
      onClick={() => void search({ create: true })}
    >
      {WORDS.create}
    </Button>
  );
  return (
    <Page>
      <PageHeader actions={createButton} summary={WORDS.summary} title={WORDS.title} />
      <FilterBar
        count={list.total && <ListCount isExact={list.total.isExact} total={list.total.count} />}
        search={
          <SearchField
            label={WORDS.search}
            onChange={(text) => void search({ q: text || undefined })}
            value={q ?? ''}
          />
        }
      />
      <DataTable
        {...list.table}
        columns={columns}
        empty={q === undefined ? <NoApi action={createButton} /> : <NoMatch />}
        label={WORDS.title}
        onOpen={({ id }) =>
          void navigate({
            to: '/w/$workspace/apis/$apiId/keys',
            params: { workspace: slug, apiId: id },
          })
        }
        onSort={({ column, direction }) => void search({ sort: column, order: direction })}
        rowId={({ id }) => id}
        sort={{ column: sort ?? 'createdAt', direction: order ?? 'asc' }}
      />
      <CreateApiDialog onClose={() => void search({ create: undefined })} open={create === true} />
    </Page>
  );
}

interface ColumnsOptions {
  readonly slug: string;
  readonly checks: ReadonlyMap<string, ApiChecks>;
  readonly counts: ReadonlyMap<string, { readonly keys: number; readonly isExact: boolean }>;
}

function columnsOf({ slug, checks, counts }: ColumnsOptions): Column<Api>[] {
  return [
    {
      id: 'name',
      header: WORDS.columns.name,
      width: 'minmax(180px, 2fr)',
      sortable: true,
      cell: ({ id, name }) => (
        <Link
          className="font-medium text-text"
          params={{ workspace: slug, apiId: id }}
          to="/w/$workspace/apis/$apiId/keys"
        >
          {name}
        </Link>
      ),
    },
    {
      id: 'keys',
      header: WORDS.columns.keys,
      width: '90px',
      align: 'right',
      cell: ({ id }) => {
        const count = counts.get(id);
        return count === undefined ? '–' : <Count isExact={count.isExact} value={count.keys} />;
      },
    },
    {
      id: 'checks',
      header: WORDS.columns.checks,
      width: 'minmax(220px, 1fr)',
      cell: ({ id }) => <Checks checks={checks.get(id)} />,
    },
    {
      id: 'id',
      header: WORDS.columns.id,
      width: 'minmax(190px, 1fr)',
      cell: ({ id }) => <Id id={id} />,
    },
    {
      id: 'createdAt',
      header: WORDS.columns.createdAt,
      width: '130px',
      sortable: true,
      cell: ({ createdAt }) => <Time value={createdAt} />,
    },
  ];
}

function Checks({ checks }: { readonly checks: ApiChecks | undefined }): ReactNode {
  if (checks === undefined || checks.all === 0) {
    return <span className="text-quiet">{WORDS.noChecks}</span>;
  }
  const { series, all, refused } = checks;
  return (
    <span className="inline-flex items-center gap-2">
      <Sparkline label={WORDS.checks(formatCount(all), formatCount(refused))} series={series} />
      <Count short value={all} />
    </span>
  );
}

function NoApi({ action }: { readonly action: ReactNode }): ReactNode {
  const call = { name: 'apis.createApi', body: { name: 'Weather' }, baseUrl: location.origin };
  return (
    <EmptyState actions={action} icon="api" title={WORDS.emptyTitle}>
      <p className="mb-3">{WORDS.empty}</p>
      <CodeBlock code={copyAs('curl', call)} label="Command that creates an API" />
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
