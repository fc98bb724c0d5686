import { Combobox, type ComboboxItem } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { KEY_WORDS } from '../../../strings/key-pages.js';

const WORDS = KEY_WORDS.fields;

export interface OwnerFieldProps {
  /** externalId. Empty: none. */
  readonly value: string;
  readonly onChange: (externalId: string) => void;
}

/** Finds identities on the service. An id that is not there yet creates one with the key. */
export function OwnerField({ value, onChange }: OwnerFieldProps): ReactNode {
  const [search, setSearch] = useState(value);
  const { data, isFetching } = useRead(
    'identities.listIdentities',
    { search, limit: 20 },
    { keepPrevious: true },
  );
  const items = data?.items.map(({ externalId }) => itemOf(externalId)) ?? [];
  return (
    <Combobox
      hint={WORDS.ownerHint}
      isLoading={isFetching}
      items={items}
      label={WORDS.owner}
      name="externalId"
      onChange={(item) => {
        onChange(item?.value ?? '');
        setSearch(item?.value ?? '');
      }}
      onCreate={
        items.some((item) => item.value === search.trim())
          ? undefined
          : (text) => {
              onChange(text);
              setSearch(text);
            }
      }
      onSearch={setSearch}
      optional
      placeholder={WORDS.ownerPlaceholder}
      search={search}
      value={value === '' ? null : itemOf(value)}
    />
  );
}

function itemOf(externalId: string): ComboboxItem {
  return { value: externalId, label: externalId };
}
