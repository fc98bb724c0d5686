import { DataTable, EmptyState, Page, PageHeader } from '@unlatch/ui';
import { type ReactNode, useMemo } from 'react';
import { usePageSearch } from '../../lib/use-page-search.js';
import { useCall, useList } from '../../rpc/hooks.js';
import { REQUEST_WORDS as WORDS } from '../../strings/requests.js';
import { ExportMenu } from '../../usage/export-menu.js';
import { spanOf } from '../../usage/range.js';
import { RangePicker } from '../../usage/range-picker.js';
import { useExport } from '../../usage/use-export.js';
import { type ApiRequest, REQUEST_COLUMNS } from './columns.js';
import { RequestDrawer } from './request-drawer.js';
import { RequestFilters } from './request-filters.js';
import { isFiltered, readRequestsSearch, toRequestsRequest } from './search.js';

export function RequestsPage(): ReactNode {
  const [search, setSearch] = usePageSearch(readRequestsSearch);
  const call = useCall();
  const request = toRequestsRequest(search, spanOf(search, Date.now()));
  const list = useList('analytics.requests', { ...request, limit: 50 }, { keepPrevious: true });
  const saving = useExport<ApiRequest>({
    fileName: 'api-requests',
    readPage: (cursor) => call('analytics.requests', { ...request, limit: 100, cursor }),
    columns: EXPORT_COLUMNS,
    rowOf: exportRow,
  });
  const opened = useMemo(
    () => list.rows.find(({ requestId }) => requestId === search.open),
    [list.rows, search.open],
  );
  return (
    <Page full>
      <PageHeader
        actions={
          <>
            <RangePicker onChange={setSearch} onRefresh={list.refetch} search={search} />
            <ExportMenu {...saving} call={{ name: 'analytics.requests', body: request }} />
          </>
        }
        summary={WORDS.summary}
        title={WORDS.title}
      />
      <RequestFilters onChange={setSearch} search={search} />
      <DataTable
        {...list.table}
        columns={REQUEST_COLUMNS}
        empty={
          isFiltered(search) ? (
            <EmptyState icon="search" title={WORDS.nothingFound}>
              {WORDS.tryWider}
            </EmptyState>
          ) : (
            <EmptyState icon="requests" title={WORDS.emptyTitle}>
              {WORDS.empty}
            </EmptyState>
          )
        }
        label={WORDS.title}
        onOpen={({ requestId }) => setSearch({ open: requestId }, { push: true })}
        rowId={({ requestId }) => requestId}
      />
      <RequestDrawer
        onClose={() => setSearch({ open: undefined })}
        onFilter={(filter) => setSearch({ ...CLEARED, ...filter }, { push: true })}
        request={opened}
      />
    </Page>
  );
}

/** Another filter begins without those before it. */
const CLEARED = {
  operation: undefined,
  code: undefined,
  root: undefined,
  request: undefined,
  outcome: undefined,
  open: undefined,
};

const EXPORT_COLUMNS = [
  'time',
  'method',
  'path',
  'status',
  'code',
  'rootKeyId',
  'latencyMs',
  'address',
  'userAgent',
  'requestId',
];

function exportRow(request: ApiRequest) {
  const { time, method, path, status, code, rootKeyId, latency, ip, userAgent, requestId } =
    request;
  const moment = new Date(time).toISOString();
  return [moment, method, path, status, code, rootKeyId, latency, ip, userAgent, requestId];
}
