import { FilterBar, type FilterChip, ListCount, SearchField, Select } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { ListPage } from '../../../rpc/call.js';
import { useRead } from '../../../rpc/hooks.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { ExportMenu } from './export-menu.js';
import {
  EXPIRY_DAYS,
  isFiltered,
  KEY_STATUSES,
  type KeyListRequest,
  type KeyListSearch,
  UNUSED_DAYS,
} from './filters.js';
import { ViewsMenu } from './views-menu.js';

const WORDS = KEY_LIST_WORDS.filters;

export interface KeyFiltersProps {
  readonly search: KeyListSearch;
  readonly onChange: (search: KeyListSearch) => void;
  /** What the list asks for: an export asks for the same. */
  readonly request: KeyListRequest;
  readonly total: ListPage<unknown>['total'];
  readonly actions: ReactNode;
}

export function KeyFilters(props: KeyFiltersProps): ReactNode {
  const { search, onChange, request, total, actions } = props;
  const set = (fields: KeyListSearch) => onChange({ ...search, ...fields });
  return (
    <FilterBar
      actions={
        <>
          <ViewsMenu onOpen={onChange} search={search} />
          <ExportMenu request={request} />
          {actions}
        </>
      }
      chips={chipsOf(search, onChange)}
      count={total && <KeyCount apiId={request.apiId} search={search} total={total} />}
      onClear={() => onChange(withoutFilters(search))}
      search={
        <SearchField
          className="max-sm:basis-full sm:min-w-56"
          label={KEY_LIST_WORDS.search}
          placeholder={KEY_LIST_WORDS.searchPlaceholder}
          onChange={(q) => onChange({ ...without(search, 'q'), ...(q === '' ? {} : { q }) })}
          value={search.q ?? ''}
        />
      }
    >
      <Choice
        any={WORDS.anyStatus}
        choices={KEY_STATUSES.map((value) => ({ value, label: WORDS.statuses[value] }))}
        label={WORDS.status}
        onChange={(status) => onChange({ ...without(search, 'status'), ...(status && { status }) })}
        value={search.status}
      />
      <Choice
        any={WORDS.anyUse}
        choices={UNUSED_DAYS.map((days) => ({ value: `${days}`, label: WORDS.unusedFor(days) }))}
        label={WORDS.unused}
        onChange={(days) =>
          days === undefined
            ? onChange(without(search, 'unusedDays'))
            : set({ unusedDays: Number(days) })
        }
        value={search.unusedDays?.toString()}
      />
      <Choice
        any={WORDS.anyExpiry}
        choices={EXPIRY_DAYS.map((days) => ({ value: `${days}`, label: expiryWord(days) }))}
        label={WORDS.expiry}
        onChange={(days) =>
          days === undefined
            ? onChange(without(search, 'expiresDays'))
            : set({ expiresDays: Number(days) })
        }
        value={search.expiresDays?.toString()}
      />
    </FilterBar>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly any: string;
  readonly value: Value | undefined;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value | undefined) => void;
}

function Choice<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  const { label, any, value, choices, onChange } = props;
  const find = (chosen: string) => choices.find((one) => one.value === chosen)?.value;
  return (
    <Select<string>
      choices={[{ value: '', label: any }, ...choices]}
      className="max-sm:min-w-32 max-sm:flex-1 sm:w-38"
      hideLabel
      label={label}
      onChange={(chosen) => onChange(find(chosen))}
      value={value ?? ''}
    />
  );
}

function expiryWord(days: number): string {
  return days === 0 ? WORDS.expired : WORDS.expiresWithin(days);
}

/** "12 of 10,000+": both counted by the service, over all keys of the API. */
function KeyCount({
  apiId,
  search,
  total,
}: {
  readonly apiId: string;
  readonly search: KeyListSearch;
  readonly total: NonNullable<ListPage<unknown>['total']>;
}): ReactNode {
  const isPart = isFiltered(search);
  const { data } = useRead(
    'apis.listKeys',
    { apiId, count: true, limit: 1 },
    { enabled: isPart, staleMs: 60_000 },
  );
  if (!isPart || data?.total === undefined) {
    return <ListCount isExact={total.isExact} total={total.count} />;
  }
  return <ListCount isExact={data.total.isExact} shown={total.count} total={data.total.count} />;
}

function chipsOf(search: KeyListSearch, onChange: (search: KeyListSearch) => void): FilterChip[] {
  const chip = (id: keyof KeyListSearch, label: string): FilterChip => ({
    id,
    label,
    onRemove: () => onChange(without(search, id)),
  });
  const { status, owner, unusedDays, expiresDays } = search;
  return [
    ...(status === undefined ? [] : [chip('status', WORDS.statuses[status])]),
    ...(unusedDays === undefined ? [] : [chip('unusedDays', WORDS.unusedFor(unusedDays))]),
    ...(expiresDays === undefined ? [] : [chip('expiresDays', expiryWord(expiresDays))]),
    ...(owner === undefined ? [] : [chip('owner', `${WORDS.owner}: ${owner}`)]),
  ];
}

function without(search: KeyListSearch, name: keyof KeyListSearch): KeyListSearch {
  const { [name]: _, ...others } = search;
  return others;
}

function withoutFilters({ sort, order }: KeyListSearch): KeyListSearch {
  return { ...(sort === undefined ? {} : { sort }), ...(order === undefined ? {} : { order }) };
}
