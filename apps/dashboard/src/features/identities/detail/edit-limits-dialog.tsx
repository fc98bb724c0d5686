import { Button, Dialog, Form, FormError, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { areLimitsComplete, limitRowsOf, limitSettingsFrom } from '../../../fields/limit-rows.js';
import { LimitsEditor } from '../../../fields/limits-editor.js';
import { useChange } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import type { Identity } from '../types.js';

const WORDS = IDENTITY_WORDS.limits;
const FORM = 'identity-limits';

export interface IdentityDialogProps {
  readonly identity: Identity;
  readonly onClose: () => void;
}

export function EditLimitsDialog({ identity, onClose }: IdentityDialogProps): ReactNode {
  const toast = useToast();
  const [rows, setRows] = useState(() => limitRowsOf(identity.ratelimits ?? []));
  const [isTried, setTried] = useState(false);
  const save = useChange('identities.updateIdentity', {
    invalidates: ['identities.getIdentity', 'identities.listIdentities'],
    onDone: () => {
      toast.show({ text: WORDS.done });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (!areLimitsComplete(rows)) return;
    save.run({ identity: identity.id, ratelimits: limitSettingsFrom(rows) });
  };
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={save.isRunning && WORDS.busy} form={FORM} kind="primary" type="submit">
            {WORDS.action}
          </Button>
        </>
      }
      onClose={onClose}
      open
      summary={WORDS.summary}
      title={WORDS.title}
      width="wide"
    >
      <Form id={FORM} onSubmit={submit} problem={save.problem}>
        <LimitsEditor
          onChange={(changed) => setRows([...changed])}
          rows={rows}
          showsFaults={isTried}
        />
        <FormError />
      </Form>
    </Dialog>
  );
}
