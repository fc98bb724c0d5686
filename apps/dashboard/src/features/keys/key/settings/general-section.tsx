import { Form, FormError, Switch, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { KEY_WORDS } from '../../../../strings/key-pages.js';
import { ExpiryField } from '../../fields/expiry-field.js';
import { MetaField } from '../../fields/meta-field.js';
import { OwnerField } from '../../fields/owner-field.js';
import { changesOf, formOf, type KeyForm } from '../changes.js';
import { type PartProps, SaveButton } from './save-button.js';
import { useSaveKey } from './use-save-key.js';

const WORDS = KEY_WORDS.fields;

export function GeneralSection({ item, blocked }: PartProps): ReactNode {
  const [form, setForm] = useState(() => formOf(item));
  const save = useSaveKey();
  const changes = changesOf(item, form);
  const set = (fields: Partial<KeyForm>) => setForm((before) => ({ ...before, ...fields }));
  const isChanged = !changes.ok || changes.count > 0;
  const submit = () => {
    if (changes.ok && changes.count > 0 && blocked === undefined) save.run(changes.body);
  };
  return (
    <Form onSubmit={submit} problem={save.problem}>
      <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
        <TextField
          label={WORDS.name}
          maxLength={255}
          name="name"
          onChange={(name) => set({ name })}
          optional
          value={form.name}
        />
        <OwnerField onChange={(externalId) => set({ externalId })} value={form.externalId} />
      </div>
      <ExpiryField onChange={(expires) => set({ expires })} value={form.expires} />
      <Switch
        checked={form.enabled}
        label={WORDS.enabled}
        name="enabled"
        onChange={(enabled) => set({ enabled })}
      />
      <MetaField onChange={(meta) => set({ meta })} value={form.meta} />
      <FormError />
      <SaveButton blocked={blocked} isChanged={isChanged} isRunning={save.isRunning} />
    </Form>
  );
}
