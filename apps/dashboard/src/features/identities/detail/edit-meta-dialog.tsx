import { Button, Dialog, Form, FormError, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { printJsonObject, readJsonObject } from '../../../lib/json-object.js';
import { useChange } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import { MetaField } from '../meta-field.js';
import type { IdentityDialogProps } from './edit-limits-dialog.js';

const WORDS = IDENTITY_WORDS.meta;
const FORM = 'identity-meta';

export function EditMetaDialog({ identity, onClose }: IdentityDialogProps): ReactNode {
  const toast = useToast();
  const [text, setText] = useState(() => printJsonObject(identity.meta ?? {}));
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
    const meta = readJsonObject(text);
    if (meta !== undefined) save.run({ identity: identity.id, meta });
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
      title={WORDS.title}
    >
      <Form id={FORM} onSubmit={submit} problem={save.problem}>
        <MetaField onChange={setText} rows={14} showsFault={isTried} value={text} />
        <FormError />
      </Form>
    </Dialog>
  );
}
