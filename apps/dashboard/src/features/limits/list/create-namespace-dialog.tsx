import { useNavigate } from '@tanstack/react-router';
import { Button, Dialog, Form, FormError, TextField, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../../../app/session.js';
import { useChange } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';

const WORDS = LIMIT_WORDS.create;
const FORM = 'create-namespace';

interface CreateNamespaceDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Checks create namespaces, so one that is created here is for its overrides: they come next. */
export function CreateNamespaceDialog({ open, onClose }: CreateNamespaceDialogProps): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const toast = useToast();
  const [name, setName] = useState('');
  const create = useChange('ratelimit.createNamespace', {
    invalidates: ['ratelimit.listNamespaces'],
    onDone: ({ namespaceId }) => {
      setName('');
      toast.show({ text: WORDS.done(name) });
      void navigate({
        to: '/w/$workspace/limits/$namespaceId/overrides',
        params: { workspace: slug, namespaceId },
      });
    },
  });
  const close = () => {
    create.reset();
    setName('');
    onClose();
  };
  return (
    <Dialog
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button busy={create.isRunning && WORDS.busy} form={FORM} kind="primary" type="submit">
            {WORDS.action}
          </Button>
        </>
      }
      onClose={close}
      open={open}
      summary={WORDS.summary}
      title={WORDS.title}
      width="narrow"
    >
      <Form id={FORM} onSubmit={() => create.run({ name })} problem={create.problem}>
        <TextField
          autoFocus
          hint={WORDS.hint}
          label={WORDS.name}
          maxLength={512}
          mono
          name="name"
          onChange={setName}
          placeholder={WORDS.placeholder}
          value={name}
        />
        <FormError />
      </Form>
    </Dialog>
  );
}
