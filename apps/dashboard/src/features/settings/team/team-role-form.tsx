import { Button, Dialog, Form, FormError, TextField, useToast } from '@unlatch/ui';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { GrantPicker } from '../../../grants/grant-picker.js';
import { useChange } from '../../../rpc/hooks.js';
import { MEMBER_WORDS, TEAM_ROLE_WORDS } from '../../../strings/settings.js';
import type { TeamRole } from './use-roles.js';

const WORDS = TEAM_ROLE_WORDS.form;

interface TeamRoleFormProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The one that is changed. `undefined`: a new one is made. */
  readonly role?: TeamRole;
}

interface Fields {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

const EMPTY: Fields = { name: '', description: '', permissions: [] };

export function TeamRoleForm({ open, onClose, role }: TeamRoleFormProps): ReactNode {
  const formId = useId();
  const toast = useToast();
  const [fields, setFields] = useState(EMPTY);
  const [fault, setFault] = useState<string>();
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const done = {
    invalidates: ['team.listRoles', 'login.getStatus'],
    onDone: () => {
      toast.show({ text: WORDS.saved });
      onClose();
    },
  } as const;
  const create = useChange('team.createRole', done);
  const update = useChange('team.updateRole', done);
  useEffect(() => {
    if (!open) return;
    setFault(undefined);
    setFields(role === undefined ? EMPTY : { ...role, description: role.description ?? '' });
  }, [open, role]);
  const submit = () => {
    const { name, description, permissions } = fields;
    if (permissions.length === 0) setFault(WORDS.noPermission);
    else if (role === undefined) {
      create.run({ name, permissions, description: description || undefined });
    } else update.run({ roleId: role.id, name, permissions, description: description || null });
  };
  const isNew = role === undefined;
  const busy = (create.isRunning && WORDS.busy) || (update.isRunning && WORDS.saving);
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>{MEMBER_WORDS.cancel}</Button>
          <Button busy={busy} form={formId} kind="primary" type="submit">
            {isNew ? WORDS.action : WORDS.save}
          </Button>
        </>
      }
      onClose={onClose}
      open={open}
      title={isNew ? WORDS.createTitle : WORDS.editTitle}
      width="wide"
    >
      <Form id={formId} onSubmit={submit} problem={create.problem ?? update.problem}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            autoFocus
            label={WORDS.name}
            maxLength={64}
            name="name"
            onChange={(name) => set({ name })}
            value={fields.name}
          />
          <TextField
            label={WORDS.description}
            maxLength={512}
            name="description"
            onChange={(description) => set({ description })}
            optional
            value={fields.description}
          />
        </div>
        <GrantPicker
          onChange={(permissions) => set({ permissions })}
          presets={['read', 'all', 'none']}
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
  );
}
