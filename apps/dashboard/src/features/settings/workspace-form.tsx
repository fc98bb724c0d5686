import {
  Button,
  Checkbox,
  Form,
  FormError,
  NumberField,
  TextField,
  Time,
  useToast,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../app/session.js';
import type { DataOf, RequestOf } from '../../rpc/call.js';
import { useChange } from '../../rpc/hooks.js';
import { WORKSPACE_WORDS as WORDS } from '../../strings/settings.js';

type Workspace = DataOf<'workspace.getWorkspace'>;

interface Fields {
  readonly name: string;
  readonly requests: number | undefined;
  readonly logDays: number | undefined;
  readonly auditDays: number | undefined;
  readonly strict: boolean;
}

function fieldsOf(workspace: Workspace): Fields {
  return {
    name: workspace.name,
    requests: workspace.apiRequestsPerMinute,
    logDays: workspace.logRetentionDays,
    auditDays: workspace.auditRetentionDays,
    strict: workspace.strictRights,
  };
}

/** Only what was changed, so that two people do not undo the work of each other. */
function changeOf(fields: Fields, before: Fields): RequestOf<'workspace.updateWorkspace'> {
  return {
    name: fields.name === before.name ? undefined : fields.name,
    apiRequestsPerMinute:
      fields.requests === before.requests ? undefined : (fields.requests ?? null),
    logRetentionDays: fields.logDays === before.logDays ? undefined : fields.logDays,
    auditRetentionDays: fields.auditDays === before.auditDays ? undefined : fields.auditDays,
    strictRights: fields.strict === before.strict ? undefined : fields.strict,
  };
}

export function WorkspaceForm({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const before = fieldsOf(workspace);
  const [fields, setFields] = useState(before);
  const toast = useToast();
  const { blocked } = useMay('workspace.update_workspace');
  const update = useChange('workspace.updateWorkspace', {
    invalidates: ['workspace.getWorkspace', 'workspace.getLimits', 'login.getStatus'],
    onDone: () => toast.show({ text: WORDS.saved }),
  });
  const set = (change: Partial<Fields>) => setFields((now) => ({ ...now, ...change }));
  const from = workspace.auditRetentionFrom;
  return (
    <Form
      className="flex max-w-xl flex-col gap-4"
      onSubmit={() => update.run(changeOf(fields, before))}
      problem={update.problem}
    >
      <TextField
        label={WORDS.name}
        maxLength={256}
        name="name"
        onChange={(name) => set({ name })}
        value={fields.name}
      />
      <NumberField
        hint={WORDS.requestsHint}
        label={WORDS.requests}
        min={1}
        name="apiRequestsPerMinute"
        onChange={(requests) => set({ requests })}
        optional
        value={fields.requests}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={WORDS.logDays}
          max={3653}
          min={1}
          name="logRetentionDays"
          onChange={(logDays) => set({ logDays })}
          unit={WORDS.days}
          value={fields.logDays}
        />
        <NumberField
          hint={
            <>
              {WORDS.auditHint}
              {from !== undefined && (
                <span className="block">
                  {WORDS.auditFrom} <Time format="absolute" value={from} />
                </span>
              )}
            </>
          }
          label={WORDS.auditDays}
          max={3653}
          min={1}
          name="auditRetentionDays"
          onChange={(auditDays) => set({ auditDays })}
          unit={WORDS.days}
          value={fields.auditDays}
        />
      </div>
      <Checkbox
        checked={fields.strict}
        hint={WORDS.strictHint}
        label={WORDS.strict}
        name="strictRights"
        onChange={(strict) => set({ strict })}
      />
      <FormError />
      <div>
        <Button
          blocked={blocked}
          busy={update.isRunning && WORDS.saving}
          kind="primary"
          type="submit"
        >
          {WORDS.save}
        </Button>
      </div>
    </Form>
  );
}
