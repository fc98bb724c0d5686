import { DataTable, EmptyState, Page, PageHeader } from '@unlatch/ui';
import { type ReactNode, useMemo } from 'react';
import { usePageSearch } from '../../lib/use-page-search.js';
import { useCall, useList } from '../../rpc/hooks.js';
import { AUDIT_WORDS as WORDS } from '../../strings/audit.js';
import { ExportMenu } from '../../usage/export-menu.js';
import { spanOf } from '../../usage/range.js';
import { RangePicker } from '../../usage/range-picker.js';
import { useExport } from '../../usage/use-export.js';
import { AuditDrawer } from './audit-drawer.js';
import { AuditFilters } from './audit-filters.js';
import { AUDIT_COLUMNS, type AuditEvent } from './columns.js';
import { isFiltered, readAuditSearch, toAuditRequest } from './search.js';

const USUAL = '30d';

export function AuditPage(): ReactNode {
  const [search, setSearch] = usePageSearch(readAuditSearch);
  const call = useCall();
  const { from, to } = spanOf(search, Date.now(), USUAL);
  const request = toAuditRequest(search, { from, to });
  const list = useList(
    'auditLogs.listAuditLogs',
    { ...request, limit: 50 },
    { keepPrevious: true },
  );
  const saving = useExport<AuditEvent>({
    fileName: 'audit-log',
    readPage: (cursor) => call('auditLogs.listAuditLogs', { ...request, limit: 100, cursor }),
    columns: EXPORT_COLUMNS,
    rowOf: exportRow,
  });
  const opened = useMemo(
    () => list.rows.find(({ id }) => id === search.open),
    [list.rows, search.open],
  );
  return (
    <Page full>
      <PageHeader
        actions={
          <>
            <RangePicker
              onChange={setSearch}
              onRefresh={list.refetch}
              search={search}
              usual={USUAL}
            />
            <ExportMenu {...saving} call={{ name: 'auditLogs.listAuditLogs', body: request }} />
          </>
        }
        summary={WORDS.summary}
        title={WORDS.title}
      />
      <AuditFilters onChange={setSearch} search={search} />
      <DataTable
        {...list.table}
        columns={AUDIT_COLUMNS}
        empty={
          isFiltered(search) ? (
            <EmptyState icon="search" title={WORDS.nothingFound}>
              {WORDS.tryWider}
            </EmptyState>
          ) : (
            <EmptyState icon="audit" title={WORDS.emptyTitle}>
              {WORDS.empty}
            </EmptyState>
          )
        }
        label={WORDS.title}
        onOpen={({ id }) => setSearch({ open: id }, { push: true })}
        rowId={({ id }) => id}
      />
      <AuditDrawer
        event={opened}
        isMissing={search.open !== undefined && opened === undefined && !list.isLoading}
        onClose={() => setSearch({ open: undefined })}
        onFilter={(filter) => setSearch({ ...CLEARED, ...filter }, { push: true })}
      />
    </Page>
  );
}

/** Another filter begins without those before it. */
const CLEARED = {
  q: undefined,
  event: undefined,
  actor: undefined,
  target: undefined,
  request: undefined,
  open: undefined,
};

const EXPORT_COLUMNS = [
  'time',
  'event',
  'description',
  'actorType',
  'actorId',
  'actorName',
  'targets',
  'address',
  'userAgent',
  'requestId',
  'id',
];

function exportRow(event: AuditEvent) {
  return [
    new Date(event.time).toISOString(),
    event.event,
    event.description,
    event.actor.type,
    event.actor.id,
    event.actor.name,
    event.targets.map(({ type, id }) => `${type}:${id}`).join(' '),
    event.remoteIp,
    event.userAgent,
    event.requestId,
    event.id,
  ];
}
