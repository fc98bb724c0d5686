import { Combobox, Icon } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { KEY_WORDS } from '../../../strings/key-pages.js';

const WORDS = KEY_WORDS.fields;

export interface NamesFieldProps {
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

export function RolesField(props: NamesFieldProps): ReactNode {
  const [search, setSearch] = useState('');
  const body = { search, limit: 20 };
  const { data, isFetching } = useRead('permissions.listRoles', body, { keepPrevious: true });
  return (
    <NamesField
      {...props}
      found={data?.items.map(({ name }) => ({ value: name, label: name })) ?? []}
      hint={WORDS.rolesHint}
      isLoading={isFetching}
      label={WORDS.roles}
      name="roles"
      onSearch={setSearch}
      placeholder={WORDS.rolesPlaceholder}
      search={search}
    />
  );
}

/** A permission that does not exist yet is created with the key. */
export function PermissionsField(props: NamesFieldProps): ReactNode {
  const [search, setSearch] = useState('');
  const body = { search, limit: 20 };
  const { data, isFetching } = useRead('permissions.listPermissions', body, { keepPrevious: true });
  return (
    <NamesField
      {...props}
      canCreate
      found={
        data?.items.map(({ slug, name }) => ({
          value: slug,
          label: slug,
          note: name === slug ? undefined : name,
        })) ?? []
      }
      hint={WORDS.permissionsHint}
      isLoading={isFetching}
      label={WORDS.permissions}
      name="permissions"
      onSearch={setSearch}
      placeholder={WORDS.permissionsPlaceholder}
      search={search}
    />
  );
}

interface FoundProps extends NamesFieldProps {
  readonly label: string;
  readonly name: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly found: readonly { value: string; label: string; note?: string | undefined }[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly isLoading: boolean;
  readonly canCreate?: boolean;
}

function NamesField(props: FoundProps): ReactNode {
  const { values, onChange, found, search, onSearch, canCreate } = props;
  const add = (value: string) => {
    if (!values.includes(value)) onChange([...values, value]);
    onSearch('');
  };
  const isKnown = found.some(({ value }) => value === search.trim());
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Combobox
        hint={props.hint}
        isLoading={props.isLoading}
        items={found.filter(({ value }) => !values.includes(value))}
        label={props.label}
        name={props.name}
        onChange={(item) => item && add(item.value)}
        onCreate={canCreate && !isKnown ? add : undefined}
        onSearch={onSearch}
        optional
        placeholder={props.placeholder}
        search={search}
        value={null}
      />
      {values.length > 0 && (
        <ul aria-label={props.label} className="flex flex-wrap gap-1.5">
          {values.map((value) => (
            <li key={value}>
              <button
                aria-label={WORDS.removeName(value)}
                className="mono inline-flex h-6 max-w-80 items-center gap-1 rounded border border-line-strong bg-surface pr-1 pl-2 text-xs hover:bg-hover pointer-coarse:h-11"
                onClick={() => onChange(values.filter((other) => other !== value))}
                type="button"
              >
                <span className="truncate">{value}</span>
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
