import { Combobox } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../rpc/hooks.js';
import { ROLE_WORDS } from '../../strings/roles.js';
import { ChipList } from './chip-list.js';

const WORDS = ROLE_WORDS.picker;
const FOUND_MAX = 20;

interface PermissionPickerProps {
  readonly label: string;
  readonly slugs: readonly string[];
  readonly onChange: (slugs: readonly string[]) => void;
  /** Whether a slug that does not exist may be chosen. */
  readonly takesNew: boolean;
  readonly hint?: string;
  /** As in the body of the request: errors of the service find it. */
  readonly name?: string;
}

/** The service searches: there may be thousands. */
export function PermissionPicker(props: PermissionPickerProps): ReactNode {
  const { label, slugs, onChange, takesNew, hint, name } = props;
  const [search, setSearch] = useState('');
  const body = { search: search.trim(), limit: FOUND_MAX, sort: 'name' } as const;
  const found = useRead('permissions.listPermissions', body, { keepPrevious: true });
  const items = (found.data?.items ?? [])
    .filter(({ slug }) => !slugs.includes(slug))
    .map(({ slug, name: title }) => ({
      value: slug,
      label: slug,
      note: title === slug ? undefined : title,
    }));
  const add = (slug: string) => {
    if (!slugs.includes(slug)) onChange([...slugs, slug]);
    setSearch('');
  };
  return (
    <div className="flex flex-col gap-2">
      <Combobox
        hint={hint}
        isLoading={found.isFetching}
        items={items}
        label={label}
        name={name}
        onChange={(item) => item && add(item.value)}
        onCreate={takesNew ? add : undefined}
        onSearch={setSearch}
        placeholder={WORDS.placeholder}
        search={search}
        value={null}
      />
      <ChipList
        empty={WORDS.none}
        items={slugs}
        label={WORDS.list}
        onRemove={(slug) => onChange(slugs.filter((other) => other !== slug))}
        removeLabel={WORDS.remove}
      />
    </div>
  );
}
