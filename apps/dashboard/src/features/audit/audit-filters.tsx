import { FilterBar, type FilterChip, SearchField, Select } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { SearchChange } from '../../lib/use-page-search.js';
import { AUDIT_EVENTS, AUDIT_WORDS as WORDS } from '../../strings/audit.js';
import type { AuditSearch } from './search.js';

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onChange: (change: SearchChange<AuditSearch>) => void;
}

const LISTS = ['event', 'actor', 'target', 'request'] as const;

export function AuditFilters({ search, onChange }: AuditFiltersProps): ReactNode {
  const { q = '', event = [], order = 'desc' } = search;
  const events = AUDIT_EVENTS.flatMap((group) => group.events);
  const choices = [
    { value: '', label: WORDS.allEvents },
    ...events.map((name) => ({ value: name, label: name })),
  ];
  return (
    <FilterBar
      chips={LISTS.flatMap((name) => chipsOf(name, search, onChange))}
      onClear={() =>
        onChange({ event: undefined, actor: undefined, target: undefined, request: undefined })
      }
      search={
        <SearchField label={WORDS.search} onChange={(text) => onChange({ q: text })} value={q} />
      }
    >
      <Select
        choices={choices}
        className="w-44"
        hideLabel
        label={WORDS.events}
        onChange={(name) =>
          onChange({ event: name === '' ? undefined : [...new Set([...event, name])] })
        }
        value=""
      />
      <Select
        choices={[
          { value: 'desc', label: WORDS.orders.desc },
          { value: 'asc', label: WORDS.orders.asc },
        ]}
        className="w-36"
        hideLabel
        label={WORDS.order}
        onChange={(chosen) => onChange({ order: chosen === 'asc' ? 'asc' : undefined })}
        value={order}
      />
    </FilterBar>
  );
}

function chipsOf(
  name: (typeof LISTS)[number],
  search: AuditSearch,
  onChange: AuditFiltersProps['onChange'],
): FilterChip[] {
  const values = search[name] ?? [];
  return values.map((value) => ({
    id: `${name}:${value}`,
    label: WORDS.chips[name](value),
    onRemove: () => {
      const rest = values.filter((other) => other !== value);
      onChange({ [name]: rest.length === 0 ? undefined : rest });
    },
  }));
}
