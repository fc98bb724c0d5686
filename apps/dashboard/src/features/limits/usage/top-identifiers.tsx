import { useNavigate } from '@tanstack/react-router';
import {
  type Column,
  Count,
  DataTable,
  EmptyState,
  formatCount,
  formatShare,
  Menu,
  Section,
  Select,
  useToast,
} from '@unlatch/ui';
import { Sparkline } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { useMay, useWorkspace } from '../../../app/session.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { readUsageSearch } from '../search.js';
import { useNamespaceOfPage } from '../use-namespace.js';
import { type IdentifierRow, useTopIdentifiers } from './use-top-identifiers.js';

const WORDS = LIMIT_WORDS.usage;

const ORDERS = [
  { value: 'checks', label: WORDS.byChecks },
  { value: 'refused', label: WORDS.byRefused },
  { value: 'cost', label: WORDS.byCost },
] as const;

export function TopIdentifiers({ everyMs }: { readonly everyMs: number | false }): ReactNode {
  const [search, setSearch] = usePageSearch(readUsageSearch);
  const { by = 'checks' } = search;
  const { rows, isLoading, problem, retry } = useTopIdentifiers(search, everyMs);
  return (
    <Section
      actions={
        <Select
          choices={ORDERS}
          className="w-40"
          hideLabel
          label={WORDS.by}
          onChange={(value) => setSearch({ by: value })}
          value={by}
        />
      }
      summary={WORDS.topSummary}
      title={WORDS.top}
    >
      <DataTable
        columns={COLUMNS}
        empty={
          <EmptyState icon="limit" title={WORDS.noIdentifiers}>
            {WORDS.noIdentifiersWhy}
          </EmptyState>
        }
        isLoading={isLoading}
        label={WORDS.top}
        onOpen={({ identifier }) => setSearch({ identifier }, { push: true })}
        onRetry={retry}
        problem={problem}
        rowActions={(row) => <RowMenu {...row} />}
        rowId={({ identifier }) => identifier}
        rows={rows}
      />
    </Section>
  );
}

const COLUMNS: readonly Column<IdentifierRow>[] = [
  {
    id: 'identifier',
    header: WORDS.identifier,
    width: 'minmax(160px, 2fr)',
    cell: ({ identifier }) => (
      <span className="mono" title={identifier}>
        {identifier}
      </span>
    ),
  },
  {
    id: 'chart',
    header: LIMIT_WORDS.list.columns.chart,
    width: 'minmax(140px, 1fr)',
    cell: ({ checks: { checks, refused, series } }) => (
      <Sparkline
        label={LIMIT_WORDS.list.checks(formatCount(checks), formatCount(refused))}
        series={series}
      />
    ),
  },
  {
    id: 'checks',
    header: WORDS.checks,
    width: '100px',
    align: 'right',
    cell: ({ checks }) => <Count short value={checks.checks} />,
  },
  {
    id: 'refused',
    header: WORDS.refused,
    width: '100px',
    align: 'right',
    cell: ({ checks }) => <Count short value={checks.refused} />,
  },
  {
    id: 'share',
    header: WORDS.share,
    width: '110px',
    align: 'right',
    cell: ({ checks }) => formatShare(checks.refused, checks.checks),
  },
];

function RowMenu({ identifier }: IdentifierRow): ReactNode {
  const { id } = useNamespaceOfPage();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const toast = useToast();
  const may = useMay('ratelimit.set_override', id);
  const copy = async () => {
    await navigator.clipboard.writeText(identifier);
    toast.show({ text: WORDS.copied });
  };
  const edit = () =>
    navigate({
      to: '/w/$workspace/limits/$namespaceId/overrides',
      params: { workspace: slug, namespaceId: id },
      search: { edit: identifier },
    });
  return (
    <Menu
      groups={[
        {
          items: [
            { label: WORDS.setOverride, onSelect: () => void edit(), blocked: may.blocked },
            { label: WORDS.actions, onSelect: () => void copy() },
          ],
        },
      ]}
      label={WORDS.menu(identifier)}
    />
  );
}
