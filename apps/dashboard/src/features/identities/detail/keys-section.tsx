import { Badge, type Column, DataTable, EmptyState, Section, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { PageLink } from '../../../lib/page-link.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import type { Identity } from '../types.js';
import { type KeyOfIdentity, useKeysOfIdentity } from './use-keys-of-identity.js';

const WORDS = IDENTITY_WORDS.keys;

export function KeysSection({ identity }: { readonly identity: Identity }): ReactNode {
  const { rows, isWhole, isLoading, problem } = useKeysOfIdentity(identity);
  return (
    <Section summary={isWhole ? WORDS.summary : WORDS.more('20')} title={WORDS.title}>
      <DataTable
        columns={COLUMNS}
        empty={
          <EmptyState icon="key" title={WORDS.none}>
            {WORDS.noneWhy}
          </EmptyState>
        }
        isLoading={isLoading}
        label={WORDS.title}
        problem={problem}
        rowId={({ key }) => key.keyId}
        rows={rows}
      />
    </Section>
  );
}

const COLUMNS: readonly Column<KeyOfIdentity>[] = [
  {
    id: 'key',
    header: WORDS.columns.key,
    width: 'minmax(180px, 2fr)',
    cell: ({ key: { keyId, name, start }, apiId }) => (
      <PageLink page={`keys/${keyId}`} search={{ api: apiId }} title={keyId}>
        {name ?? <span className="mono">{start}…</span>}
      </PageLink>
    ),
  },
  {
    id: 'api',
    header: WORDS.columns.api,
    width: 'minmax(120px, 1fr)',
    cell: ({ apiId, apiName }) => <PageLink page={`apis/${apiId}/keys`}>{apiName}</PageLink>,
  },
  {
    id: 'status',
    header: WORDS.columns.status,
    width: '110px',
    cell: ({ key: { enabled } }) => (
      <Badge kind={enabled ? 'good' : 'neutral'}>{enabled ? WORDS.enabled : WORDS.disabled}</Badge>
    ),
  },
  {
    id: 'lastUsed',
    header: WORDS.columns.lastUsed,
    width: '130px',
    cell: ({ key: { lastUsedAt } }) => <MomentOrNever value={lastUsedAt} />,
  },
  {
    id: 'expires',
    header: WORDS.columns.expires,
    width: '130px',
    cell: ({ key: { expires } }) => <MomentOrNever value={expires} />,
  },
];

function MomentOrNever({ value }: { readonly value: number | undefined }): ReactNode {
  return value === undefined ? (
    <span className="text-quiet">{WORDS.never}</span>
  ) : (
    <Time value={value} />
  );
}
