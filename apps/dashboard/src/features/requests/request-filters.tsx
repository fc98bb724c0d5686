import { FilterBar, type FilterChip, SearchField, Select } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { SearchChange } from '../../lib/use-page-search.js';
import { useRead } from '../../rpc/hooks.js';
import { REQUEST_WORDS as WORDS } from '../../strings/requests.js';
import type { RequestsSearch } from './search.js';

interface RequestFiltersProps {
  readonly search: RequestsSearch;
  readonly onChange: (change: SearchChange<RequestsSearch>) => void;
}

const LISTS = ['operation', 'code', 'root', 'request'] as const;
const OUTCOMES = ['all', 'failed', 'broken'] as const;

export function RequestFilters({ search, onChange }: RequestFiltersProps): ReactNode {
  const { root = [], request = [], outcome = 'all' } = search;
  const rootKeys = useRead('rootKeys.listKeys', { limit: 100 }, { staleMs: 60_000 });
  const names = new Map(rootKeys.data?.items.map(({ keyId, name }) => [keyId, name ?? keyId]));
  const nameOf = (id: string) => names.get(id) ?? id;
  return (
    <FilterBar
      chips={LISTS.flatMap((name) => chipsOf(name, { search, onChange, nameOf }))}
      onClear={() =>
        onChange({ operation: undefined, code: undefined, root: undefined, request: undefined })
      }
      search={
        <SearchField
          label={WORDS.find}
          onChange={(text) => onChange({ request: text === '' ? undefined : [text.trim()] })}
          value={request.length === 1 ? (request[0] ?? '') : ''}
        />
      }
    >
      <Select
        choices={OUTCOMES.map((value) => ({ value, label: WORDS.outcomes[value] }))}
        className="w-40"
        hideLabel
        label={WORDS.outcome}
        onChange={(value) => onChange({ outcome: value === 'all' ? undefined : value })}
        value={outcome}
      />
      {names.size > 0 && (
        <Select
          choices={[
            { value: '', label: WORDS.columns.rootKey },
            ...[...names].map(([value, label]) => ({ value, label })),
          ]}
          className="w-40"
          hideLabel
          label={WORDS.columns.rootKey}
          onChange={(id) => onChange({ root: id === '' ? undefined : [...new Set([...root, id])] })}
          value=""
        />
      )}
    </FilterBar>
  );
}

interface ChipContext extends RequestFiltersProps {
  readonly nameOf: (id: string) => string;
}

function chipsOf(
  name: (typeof LISTS)[number],
  { search, onChange, nameOf }: ChipContext,
): FilterChip[] {
  const values = search[name] ?? [];
  return values.map((value) => ({
    id: `${name}:${value}`,
    label: WORDS.chips[name](name === 'root' ? nameOf(value) : value),
    onRemove: () => {
      const rest = values.filter((other) => other !== value);
      onChange({ [name]: rest.length === 0 ? undefined : rest });
    },
  }));
}
