import {
  Button,
  Form,
  FormError,
  NumberField,
  Switch,
  TextArea,
  TextField,
  useToast,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session.js';
import type { Api } from '../../../rpc/answers.js';
import { useChange } from '../../../rpc/hooks.js';
import { API_WORDS } from '../../../strings/apis.js';
import { changesOf, isChanged, settingsOf } from './form.js';

const WORDS = API_WORDS.settings;

export function SettingsFields({ api }: { readonly api: Api }): ReactNode {
  const [form, setForm] = useState(() => settingsOf(api));
  const may = useMay('api.update_api', api.id);
  const toast = useToast();
  const save = useChange('apis.updateApi', {
    invalidates: ['apis.listApis'],
    onDone: () => toast.show({ text: WORDS.saved }),
  });
  const set = (fields: Partial<typeof form>) => setForm((before) => ({ ...before, ...fields }));
  return (
    <Form onSubmit={() => may.allowed && save.run(changesOf(api, form))} problem={save.problem}>
      <TextField
        label={WORDS.name}
        maxLength={256}
        name="name"
        onChange={(name) => set({ name })}
        value={form.name}
      />
      <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
        <TextField
          hint={WORDS.defaultPrefixHint}
          label={WORDS.defaultPrefix}
          maxLength={16}
          mono
          name="defaultPrefix"
          onChange={(defaultPrefix) => set({ defaultPrefix })}
          optional
          value={form.defaultPrefix}
        />
        <NumberField
          hint={WORDS.defaultByteLengthHint}
          label={WORDS.defaultByteLength}
          max={255}
          min={16}
          name="defaultByteLength"
          onChange={(defaultByteLength) => set({ defaultByteLength })}
          optional
          value={form.defaultByteLength}
        />
      </div>
      <TextArea
        hint={
          form.ipAllowList === settingsOf(api).ipAllowList
            ? WORDS.ipAllowListHint
            : `${WORDS.ipAllowListHint} ${WORDS.ipWarning}`
        }
        label={WORDS.ipAllowList}
        mono
        name="ipAllowList"
        onChange={(ipAllowList) => set({ ipAllowList })}
        optional
        value={form.ipAllowList}
      />
      <Switch
        checked={form.storesRecoverableKeys}
        hint={WORDS.recoverableHint}
        label={WORDS.recoverable}
        name="storesRecoverableKeys"
        onChange={(storesRecoverableKeys) => set({ storesRecoverableKeys })}
      />
      <FormError />
      <div>
        <Button
          blocked={may.blocked ?? (isChanged(api, form) ? undefined : WORDS.unchanged)}
          busy={save.isRunning && WORDS.saving}
          kind="primary"
          type="submit"
        >
          {WORDS.save}
        </Button>
      </div>
    </Form>
  );
}
