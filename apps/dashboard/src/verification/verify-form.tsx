import { Button, Form, FormError, NumberField, Switch, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../app/session.js';
import type { RequestOf } from '../rpc/call.js';
import type { RpcProblem } from '../rpc/problem.js';
import { VERIFY_WORDS } from '../strings/verify.js';
import { requestFrom, type VerifyFields } from './verify-request.js';

const WORDS = VERIFY_WORDS;

export interface VerifyFormProps {
  readonly initial: VerifyFields;
  /** Of a key that is shown once: it is not asked for. */
  readonly hidesKey?: boolean | undefined;
  readonly isRunning: boolean;
  readonly problem: RpcProblem | undefined;
  readonly onVerify: (request: RequestOf<'keys.verifyKey'>) => void;
}

export function VerifyForm(props: VerifyFormProps): ReactNode {
  const { initial, hidesKey = false, isRunning, problem, onVerify } = props;
  const [fields, setFields] = useState(initial);
  const may = useMay('api.verify_key');
  const set = (some: Partial<VerifyFields>) => setFields((before) => ({ ...before, ...some }));
  return (
    <Form onSubmit={() => may.allowed && onVerify(requestFrom(fields))} problem={problem}>
      {!hidesKey && (
        <TextField
          autoFocus
          hint={WORDS.keyHint}
          label={WORDS.key}
          maxLength={512}
          mono
          name="key"
          onChange={(key) => set({ key })}
          value={fields.key}
        />
      )}
      <TextField
        hint={WORDS.permissionsHint}
        label={WORDS.permissions}
        maxLength={1000}
        mono
        name="permissions"
        onChange={(permissions) => set({ permissions })}
        optional
        value={fields.permissions}
      />
      <Switch
        checked={fields.spends}
        hint={WORDS.spendHint}
        label={WORDS.spend}
        onChange={(spends) => set({ spends })}
      />
      <details className="min-w-0" open={initial.tags !== '' || undefined}>
        <summary className="cursor-pointer text-sm text-quiet">{WORDS.more}</summary>
        <MoreFields fields={fields} onChange={set} />
      </details>
      <FormError />
      <div>
        <Button
          blocked={may.blocked}
          busy={isRunning && WORDS.busy}
          icon="verify"
          kind="primary"
          type="submit"
        >
          {WORDS.action}
        </Button>
      </div>
    </Form>
  );
}

interface MoreFieldsProps {
  readonly fields: VerifyFields;
  readonly onChange: (fields: Partial<VerifyFields>) => void;
}

function MoreFields({ fields, onChange }: MoreFieldsProps): ReactNode {
  return (
    <div className="grid grid-cols-1 items-start gap-4 pt-3 sm:grid-cols-2">
      <TextField
        hint={WORDS.tagsHint}
        label={WORDS.tags}
        name="tags"
        onChange={(tags) => onChange({ tags })}
        optional
        value={fields.tags}
      />
      <TextField
        hint={WORDS.limitHint}
        label={WORDS.limit}
        name="ratelimits"
        onChange={(limit) => onChange({ limit })}
        optional
        value={fields.limit}
      />
      <TextField
        hint={WORDS.ipHint}
        label={WORDS.ip}
        maxLength={45}
        mono
        name="ip"
        onChange={(ip) => onChange({ ip })}
        optional
        value={fields.ip}
      />
      {fields.spends && (
        <NumberField
          hint={WORDS.costHint}
          label={WORDS.cost}
          name="credits.cost"
          onChange={(cost) => onChange({ cost })}
          value={fields.cost}
        />
      )}
    </div>
  );
}
