import { FilterBar, type FilterChip, outcomeLook } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { SearchChange } from '../../lib/use-page-search.js';
import { ANALYTICS_WORDS as WORDS } from '../../strings/analytics.js';
import { AddFilter } from './add-filter.js';
import { type AnalyticsSearch, FILTERS, type Filter } from './search.js';
import type { Names } from './use-names.js';

interface AnalyticsFiltersProps {
  readonly search: AnalyticsSearch;
  readonly onChange: (change: SearchChange<AnalyticsSearch>) => void;
  readonly names: Names;
  readonly children: ReactNode;
}

export function AnalyticsFilters(props: AnalyticsFiltersProps): ReactNode {
  const { search, onChange, names, children } = props;
  const sayValue = (filter: Filter, value: string) => {
    if (filter === 'api') return names.nameOfApi(value);
    return filter === 'outcome' ? outcomeLook(value).label : value;
  };
  const chips: FilterChip[] = FILTERS.flatMap((filter) => {
    const values: readonly string[] = search[filter] ?? [];
    return values.map((value) => ({
      id: `${filter}:${value}`,
      label: WORDS.chip(WORDS.filters[filter], sayValue(filter, value)),
      onRemove: () => {
        const rest = values.filter((other) => other !== value);
        onChange({ [filter]: rest.length === 0 ? undefined : rest });
      },
    }));
  });
  const add = (filter: Filter, value: string) =>
    onChange({ [filter]: [...new Set([...(search[filter] ?? []), value])] });
  const clear = () => onChange(Object.fromEntries(FILTERS.map((filter) => [filter, undefined])));
  return (
    <FilterBar chips={chips} onClear={clear}>
      {children}
      <AddFilter names={names} onAdd={add} />
    </FilterBar>
  );
}
