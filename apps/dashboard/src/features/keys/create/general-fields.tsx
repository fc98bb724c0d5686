import { NumberField, Switch, TextField } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { Api } from '../../../rpc/answers.js';
import { KEY_WORDS } from '../../../strings/key-pages.js';
import { MetaField } from '../fields/meta-field.js';
import { OwnerField } from '../fields/owner-field.js';
import type { CreateForm } from './form.js';

const WORDS = KEY_WORDS.fields;
const USUAL_BYTES = 16;

interface FieldsProps {
  readonly form: CreateForm;
  readonly onChange: (fields: Partial<CreateForm>) => void;
}

export function GeneralFields({ form, onChange }: FieldsProps): ReactNode {
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
        <TextField
          autoFocus
          hint={WORDS.nameHint}
          label={WORDS.name}
          maxLength={255}
          name="name"
          onChange={(name) => onChange({ name })}
          optional
          value={form.name}
        />
        <OwnerField onChange={(externalId) => onChange({ externalId })} value={form.externalId} />
      </div>
      <Switch
        checked={form.enabled}
        label={WORDS.enabled}
        name="enabled"
        onChange={(enabled) => onChange({ enabled })}
      />
    </>
  );
}

/** What few keys need. */
export function MoreFields({
  api,
  form,
  onChange,
}: FieldsProps & { readonly api: Api }): ReactNode {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
        <TextField
          hint={WORDS.prefixHint(api.defaultPrefix)}
          label={WORDS.prefix}
          maxLength={16}
          mono
          name="prefix"
          onChange={(prefix) => onChange({ prefix })}
          optional
          placeholder={api.defaultPrefix}
          value={form.prefix}
        />
        <NumberField
          hint={WORDS.byteLengthHint(api.defaultByteLength ?? USUAL_BYTES)}
          label={WORDS.byteLength}
          max={255}
          min={16}
          name="byteLength"
          onChange={(byteLength) => onChange({ byteLength })}
          optional
          placeholder={`${api.defaultByteLength ?? USUAL_BYTES}`}
          value={form.byteLength}
        />
      </div>
      <Switch
        checked={form.recoverable}
        disabled={!api.storesRecoverableKeys}
        hint={api.storesRecoverableKeys ? WORDS.recoverableHint : WORDS.recoverableOff}
        label={WORDS.recoverable}
        name="recoverable"
        onChange={(recoverable) => onChange({ recoverable })}
      />
      <MetaField onChange={(meta) => onChange({ meta })} value={form.meta} />
    </div>
  );
}
