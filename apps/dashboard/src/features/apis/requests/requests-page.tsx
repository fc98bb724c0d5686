import { getRouteApi, Link } from '@tanstack/react-router';
import {
  CodeBlock,
  type Column,
  Count,
  DataTable,
  EmptyState,
  formatCount,
  formatShare,
  Section,
  Select,
} from '@unlatch/ui';
import { BarChart } from '@unlatch/ui/charts';
import { type ReactNode, useMemo } from 'react';
import { useWorkspace } from '../../../app/session.js';
import { bucketsOf, outcomeSeriesOf, totalsOf } from '../../../lib/chart-series.js';
import { copyAs } from '../../../lib/copy-as.js';
import { PRESETS, rangeOf, type Span, spanOf, USUAL_RANGE } from '../../../lib/time-range.js';
import type { DataOf } from '../../../rpc/call.js';
import { useRead } from '../../../rpc/hooks.js';
import { API_WORDS } from '../../../strings/apis.js';
import { useApiOfPage } from '../use-api.js';

const WORDS = API_WORDS.requests;
const route = getRouteApi('/w/$workspace/apis/$apiId/requests');

export function ApiRequestsPage(): ReactNode {
  const api = useApiOfPage();
  const { range } = route.useSearch();
  const navigate = route.useNavigate();
  const span = useMemo(() => spanOf(range, Date.now()), [range]);
  const filters = { apiIds: [api.id], ...span };
  const series = useRead(
    'analytics.series',
    { ...filters, groupBy: 'outcome' },
    { keepPrevious: true },
  );
  const choose = (chosen: string) => void navigate({ search: { range: chosen } });
  const isPreset = PRESETS.some(({ id }) => id === (range ?? USUAL_RANGE));
  return (
    <div className="flex flex-col gap-5">
      <Select
        choices={[
          ...PRESETS.map(({ id, label }) => ({ value: id as string, label })),
          ...(isPreset || range === undefined ? [] : [{ value: range, label: WORDS.chosen }]),
        ]}
        className="max-w-56"
        hideLabel
        label={WORDS.range}
        onChange={choose}
        value={range ?? USUAL_RANGE}
      />
      <ChecksChart answer={series.data} onSelect={(chosen) => choose(rangeOf(chosen))} />
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
      buckets={answer === undefined ? [] : bucketsOf(answer)}
      fileName="checks"
      isLastPartial={answer !== undefined && answer.to >= Date.now()}
      isLoading={answer === undefined}
      onSelectRange={onSelect}
      series={answer === undefined ? [] : outcomeSeriesOf(answer)}
      title={WORDS.title(formatCount(totals.all), formatShare(totals.refused, totals.all))}
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
