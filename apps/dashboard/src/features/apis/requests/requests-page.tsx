import { Link } from '@tanstack/react-router';
import {
  CodeBlock,
  type Column,
  Count,
  DataTable,
  EmptyState,
  formatCount,
  formatShare,
  Section,
} from '@unlatch/ui';
import { BarChart } from '@unlatch/ui/charts';
import { type ReactNode, useMemo } from 'react';
import { useWorkspace } from '../../../app/session.js';
import { useApiOfPage } from '../../../app/use-api.js';
import { copyAs } from '../../../lib/copy-as.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import type { DataOf } from '../../../rpc/call.js';
import { useRead } from '../../../rpc/hooks.js';
import { API_WORDS } from '../../../strings/apis.js';
import { readRange, type Span, spanOf } from '../../../usage/range.js';
import { RangePicker } from '../../../usage/range-picker.js';
import { toBuckets, toOutcomeSeries, totalsOf } from '../../../usage/series.js';
import { SourceNote } from '../../../usage/source-note.js';

const WORDS = API_WORDS.requests;

export function ApiRequestsPage(): ReactNode {
  const api = useApiOfPage();
  const [search, setSearch] = usePageSearch(readRange);
  const span = useMemo(() => spanOf(search, Date.now()), [search.range, search.from, search.to]);
  const body = { apiIds: [api.id], groupBy: 'outcome' as const, ...span };
  const { data, refetch } = useRead('analytics.series', body, { keepPrevious: true });
  return (
    <div className="flex flex-col gap-5">
      <RangePicker onChange={setSearch} onRefresh={() => void refetch()} search={search} />
      <SourceNote missing={data?.missing ?? []} />
      <ChecksChart
        answer={data}
        onSelect={({ from, to }) => setSearch({ range: undefined, from, to }, { push: true })}
      />
      <TopKeys span={span} />
    </div>
  );
}

interface ChecksChartProps {
  readonly answer: DataOf<'analytics.series'> | undefined;
  readonly onSelect: (span: Span) => void;
}

function ChecksChart({ answer, onSelect }: ChecksChartProps): ReactNode {
  const totals = answer === undefined ? { all: 0, refused: 0 } : totalsOf(answer);
  return (
    <BarChart
      buckets={answer === undefined ? [] : toBuckets(answer)}
      fileName="checks"
      isLastPartial={answer !== undefined && answer.to >= Date.now()}
      isLoading={answer === undefined}
      onSelectRange={onSelect}
      series={answer === undefined ? [] : toOutcomeSeries(answer)}
      title={
        answer === undefined
          ? WORDS.loading
          : WORDS.title(formatCount(totals.all), formatShare(totals.refused, totals.all))
      }
    />
  );
}

type TopItem = DataOf<'analytics.top'>['items'][number];

function TopKeys({ span }: { readonly span: Span }): ReactNode {
  const api = useApiOfPage();
  const { slug } = useWorkspace();
  const body = { by: 'key' as const, apiIds: [api.id], ...span, top: 50 };
  const top = useRead('analytics.top', body, { keepPrevious: true });
  return (
    <Section summary={WORDS.topKeysHint} title={WORDS.topKeys}>
      <DataTable
        columns={columnsOf(slug, api.id)}
        empty={<NoChecks />}
        isLoading={top.isPending}
        label={WORDS.topKeys}
        onRetry={() => void top.refetch()}
        problem={top.problem}
        rowId={({ group }) => group}
        rows={top.data?.items ?? []}
      />
    </Section>
  );
}

function columnsOf(slug: string, apiId: string): Column<TopItem>[] {
  return [
    {
      id: 'key',
      header: WORDS.columns.key,
      width: 'minmax(200px, 2fr)',
      cell: ({ group }) => (
        <Link
          className="mono"
          params={{ workspace: slug, keyId: group }}
          search={{ api: apiId }}
          to="/w/$workspace/keys/$keyId"
        >
          {group}
        </Link>
      ),
    },
    {
      id: 'checks',
      header: WORDS.columns.checks,
      align: 'right',
      cell: ({ verifications }) => <Count value={verifications} />,
    },
    {
      id: 'credits',
      header: WORDS.columns.credits,
      align: 'right',
      cell: ({ credits }) => <Count value={credits} />,
    },
  ];
}

function NoChecks(): ReactNode {
  const body = { key: 'THE_KEY' };
  const code = copyAs('curl', { name: 'keys.verifyKey', body, baseUrl: location.origin });
  return (
    <EmptyState icon="verify" title={WORDS.empty}>
      <p className="mb-3">{WORDS.emptyHint}</p>
      <CodeBlock code={code} label="Command that verifies a key" />
    </EmptyState>
  );
}
