import { Form, FormError } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import {
  areLimitsComplete,
  limitRowsOf,
  limitSettingsFrom,
} from '../../../../fields/limit-rows.js';
import { LimitsEditor } from '../../../../fields/limits-editor.js';
import { limitSettingsOf } from '../changes.js';
import { type PartProps, SaveButton } from './save-button.js';
import { useSaveKey } from './use-save-key.js';

export function LimitsSection({ item, blocked }: PartProps): ReactNode {
  const [rows, setRows] = useState(() => limitRowsOf(limitSettingsOf(item)));
  const [wasTried, setTried] = useState(false);
  const save = useSaveKey();
  const ratelimits = limitSettingsFrom(rows);
  const isChanged = JSON.stringify(ratelimits) !== JSON.stringify(limitSettingsOf(item));
  const submit = () => {
    setTried(true);
    if (!isChanged || blocked !== undefined || !areLimitsComplete(rows)) return;
    save.run({ keyId: item.keyId, ratelimits });
  };
  return (
    <Form onSubmit={submit} problem={save.problem}>
      <LimitsEditor onChange={(next) => setRows([...next])} rows={rows} showsFaults={wasTried} />
      <FormError />
      <SaveButton blocked={blocked} isChanged={isChanged} isRunning={save.isRunning} />
    </Form>
  );
}
