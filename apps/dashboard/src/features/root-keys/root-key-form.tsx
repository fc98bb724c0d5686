import { Button, Dialog, Form, FormError, SecretOnce, TextField, useToast } from '@unlatch/ui';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { GrantPicker } from '../../grants/grant-picker.js';
import { useChange } from '../../rpc/hooks.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import { fromLocalInput, toLocalInput } from './local-input.js';
import type { RootKey } from './root-key.js';

interface RootKeyFormProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The one that is changed. `undefined`: a new one is made. */
  readonly rootKey?: RootKey;
}

interface Fields {
  readonly name: string;
  readonly expires: string;
  readonly permissions: readonly string[];
}

const EMPTY: Fields = { name: '', expires: '', permissions: [] };

function fieldsOf(rootKey: RootKey | undefined): Fields {
  if (rootKey === undefined) return EMPTY;
  const { name, expires, permissions } = rootKey;
  return { name: name ?? '', expires: toLocalInput(expires), permissions };
}

export function RootKeyForm({ open, onClose, rootKey }: RootKeyFormProps): ReactNode {
  const formId = useId();
  const [fields, setFields] = useState(EMPTY);
  const [fault, setFault] = useState<string>();
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const { create, update, secret, forgetSecret, problem } = useSave(onClose);
  useEffect(() => {
    if (!open) return;
    setFields(fieldsOf(rootKey));
    setFault(undefined);
  }, [open, rootKey]);
  const submit = () => {
    const { permissions } = fields;
    if (permissions.length === 0) {
      setFault(WORDS.form.noPermission);
      return;
    }
    const expires = fromLocalInput(fields.expires);
    if (rootKey === undefined) create.run({ name: fields.name || undefined, permissions, expires });
    else update.run({ keyId: rootKey.keyId, name: fields.name || null, permissions, expires });
  };
  const isNew = rootKey === undefined;
  const busy = (create.isRunning && WORDS.form.busy) || (update.isRunning && WORDS.form.saving);
  return (
    <>
      <Dialog
        actions={
          <>
            <Button onClick={onClose}>{WORDS.form.cancel}</Button>
            <Button busy={busy} form={formId} kind="primary" type="submit">
              {isNew ? WORDS.form.action : WORDS.form.save}
            </Button>
          </>
        }
        onClose={onClose}
        open={open}
        title={isNew ? WORDS.form.createTitle : WORDS.form.editTitle}
        width="wide"
      >
        <Form id={formId} onSubmit={submit} problem={problem}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              autoFocus
              hint={WORDS.form.nameHint}
              label={WORDS.form.name}
              maxLength={255}
              name="name"
              onChange={(name) => set({ name })}
              value={fields.name}
            />
            <TextField
              hint={WORDS.form.expiresHint}
              label={WORDS.form.expires}
              name="expires"
              onChange={(expires) => set({ expires })}
              optional
              type="datetime-local"
              value={fields.expires}
            />
          </div>
          <GrantPicker
            onChange={(permissions) => set({ permissions })}
            value={fields.permissions}
          />
          {fault && (
            <p className="text-sm text-danger" role="alert">
              {fault}
            </p>
          )}
          <FormError />
        </Form>
      </Dialog>
      <SecretOnce
        onClose={forgetSecret}
        open={secret !== undefined}
        secret={secret ?? ''}
        title={WORDS.secret.title}
      />
    </>
  );
}

function useSave(onClose: () => void) {
  const toast = useToast();
  const [secret, setSecret] = useState<string>();
  const invalidates = ['rootKeys.listKeys', 'rootKeys.getKey', 'workspace.getLimits'] as const;
  const create = useChange('rootKeys.createKey', {
    invalidates,
    onDone: ({ key }) => {
      setSecret(key);
      // The answer is in the state of the change too, and must not stay there.
      create.reset();
      onClose();
    },
  });
  const update = useChange('rootKeys.updateKey', {
    invalidates,
    onDone: () => {
      toast.show({ text: WORDS.form.saved });
      onClose();
    },
  });
  const problem = create.problem ?? update.problem;
  return { create, update, secret, forgetSecret: () => setSecret(undefined), problem };
}
