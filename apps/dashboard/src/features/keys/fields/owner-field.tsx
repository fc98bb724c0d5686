import { Combobox, type ComboboxItem } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { KEY_WORDS } from '../../../strings/key-pages.js';

const WORDS = KEY_WORDS.fields;

export interface OwnerFieldProps {
  /** externalId. Empty: none. */
  readonly value: string;
  readonly onChange: (externalId: string) => void;
}

/** What is typed is the owner: an id that is not there yet creates an identity with the key. */
export function OwnerField({ value, onChange }: OwnerFieldProps): ReactNode {
  const body = { search: value, limit: 20 };
  const { data, isFetching } = useRead('identities.listIdentities', body, { keepPrevious: true });
  return (
    <Combobox
      hint={WORDS.ownerHint}
      isLoading={isFetching}
      items={data?.items.map(({ externalId }) => itemOf(externalId)) ?? []}
      label={WORDS.owner}
      name="externalId"
      onChange={(item) => onChange(item?.value ?? '')}
      onSearch={onChange}
      optional
      placeholder={WORDS.ownerPlaceholder}
      search={value}
      value={value === '' ? null : itemOf(value)}
    />
  );
}

function itemOf(externalId: string): ComboboxItem {
  return { value: externalId, label: externalId };
}
