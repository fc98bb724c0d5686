import { Combobox, Section, TextField } from '@unlatch/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useRead } from '../../../rpc/hooks.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { ChipList } from '../chip-list.js';
import { PermissionPicker } from '../permission-picker.js';
import { readRolesSearch } from '../search.js';
import { QueryAnswer } from './query-answer.js';

const WORDS = ROLE_WORDS.test;
const PAUSE_MS = 250;

/** The query and what the key has are in the address, so a link shows a colleague the same. */
export function QueryTester(): ReactNode {
  const [{ query = '', role: roles = [], permission = [] }, setSearch] =
    usePageSearch(readRolesSearch);
  const [typed, setTyped] = useState(query);
  useEffect(() => {
    if (typed === query) return;
    const timer = setTimeout(() => setSearch({ query: typed || undefined }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, query, setSearch]);
  const body = { query, roles: [...roles], permissions: [...permission] };
  const answer = useRead('permissions.testQuery', body, {
    enabled: query !== '',
    keepPrevious: true,
  });
  return (
    <div className="flex flex-col gap-5">
      <p className="text-sm text-quiet">{WORDS.summary}</p>
      <TextField
        error={query === '' ? undefined : answer.problem?.detail}
        label={WORDS.query}
        maxLength={1000}
        mono
        onChange={setTyped}
        placeholder={WORDS.placeholder}
        value={typed}
      />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Section framed title={WORDS.held}>
          <div className="flex flex-col gap-4">
            <RolePicker
              onChange={(chosen) => setSearch({ role: chosen.length === 0 ? undefined : chosen })}
              roles={roles}
            />
            <PermissionPicker
              label={WORDS.permissions}
              onChange={(slugs) =>
                setSearch({ permission: slugs.length === 0 ? undefined : slugs })
              }
              slugs={permission}
              takesNew
            />
          </div>
        </Section>
        <div aria-live="polite" className="min-w-0">
          {query === '' ? (
            <p className="text-sm text-quiet">{WORDS.first}</p>
          ) : (
            answer.data && !answer.problem && <QueryAnswer answer={answer.data} query={query} />
          )}
        </div>
      </div>
    </div>
  );
}

interface RolePickerProps {
  /** By name: that is what a person reads in the address. */
  readonly roles: readonly string[];
  readonly onChange: (roles: readonly string[]) => void;
}

const FOUND_MAX = 20;

function RolePicker({ roles, onChange }: RolePickerProps): ReactNode {
  const [search, setSearch] = useState('');
  const body = { search: search.trim(), limit: FOUND_MAX, sort: 'name' } as const;
  const found = useRead('permissions.listRoles', body, { keepPrevious: true });
  const items = (found.data?.items ?? [])
    .filter(({ name }) => !roles.includes(name))
    .map(({ name }) => ({ value: name, label: name }));
  return (
    <div className="flex flex-col gap-2">
      <Combobox
        isLoading={found.isFetching}
        items={items}
        label={WORDS.roles}
        onChange={(item) => {
          if (item === null) return;
          onChange([...roles, item.value]);
          setSearch('');
        }}
        onSearch={setSearch}
        placeholder={WORDS.addRole}
        search={search}
        value={null}
      />
      <ChipList
        items={roles}
        label={WORDS.chosen}
        onRemove={(role) => onChange(roles.filter((other) => other !== role))}
        removeLabel={WORDS.remove}
      />
    </div>
  );
}
