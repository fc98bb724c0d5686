import { useNavigate } from '@tanstack/react-router';
import { Button, Dialog, Form, FormError, TextField, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../../app/session.js';
import { useChange } from '../../rpc/hooks.js';
import { API_WORDS } from '../../strings/apis.js';

const WORDS = API_WORDS.create;

export interface CreateApiDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** An API without keys is of no use, so the form for its first key comes next. */
export function CreateApiDialog({ open, onClose }: CreateApiDialogProps): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const toast = useToast();
  const [name, setName] = useState('');
  const create = useChange('apis.createApi', {
    invalidates: ['apis.listApis', 'apis.countKeys'],
    onDone: ({ apiId }) => {
      setName('');
      toast.show({ text: WORDS.done(name.trim()) });
      void navigate({
        to: '/w/$workspace/apis/$apiId/keys/new',
        params: { workspace: slug, apiId },
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
      <Form id={FORM} onSubmit={() => create.run({ name: name.trim() })} problem={create.problem}>
        <TextField
          autoFocus
          label={WORDS.name}
          maxLength={256}
          name="name"
          onChange={setName}
          placeholder={WORDS.namePlaceholder}
          value={name}
        />
        <FormError />
      </Form>
    </Dialog>
  );
}

const FORM = 'create-api';
