import {
  Button,
  Dialog,
  ErrorState,
  Form,
  FormError,
  Skeleton,
  TextArea,
  TextField,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { PermissionPicker } from '../permission-picker.js';
import { type Role, slugsOf } from '../types.js';
import { useSaveRole } from './use-save-role.js';

const WORDS = ROLE_WORDS.form;
const FORM = 'role';

interface RoleDialogProps {
  /** `undefined`: a new one. */
  readonly roleId: string | undefined;
  readonly onClose: () => void;
}

export function RoleDialog({ roleId, onClose }: RoleDialogProps): ReactNode {
  const isNew = roleId === undefined;
  const role = useRead('permissions.getRole', { role: roleId ?? '' }, { enabled: !isNew });
  if (isNew || role.data) return <RoleForm onClose={onClose} role={role.data} />;
  return (
    <Dialog onClose={onClose} open title={WORDS.editTitle}>
      {role.problem ? <ErrorState problem={role.problem} /> : <Skeleton lines={6} />}
    </Dialog>
  );
}

interface RoleFormProps {
  readonly role: Role | undefined;
  readonly onClose: () => void;
}

function RoleForm({ role, onClose }: RoleFormProps): ReactNode {
  const [name, setName] = useState(role?.name ?? '');
  const [description, setDescription] = useState(role?.description ?? '');
  const [slugs, setSlugs] = useState<readonly string[]>(role ? slugsOf(role) : []);
  const save = useSaveRole(role, onClose);
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={save.isRunning && WORDS.busy} form={FORM} kind="primary" type="submit">
            {role ? WORDS.save : WORDS.create}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={role ? WORDS.editTitle : WORDS.createTitle}
    >
      <Form
        id={FORM}
        onSubmit={() => save.run({ name, description, slugs })}
        problem={save.problem}
      >
        <TextField
          autoFocus
          hint={WORDS.nameHint}
          label={WORDS.name}
          maxLength={128}
          name="name"
          onChange={setName}
          placeholder={WORDS.namePlaceholder}
          value={name}
        />
        <TextArea
          label={WORDS.description}
          maxLength={512}
          name="description"
          onChange={setDescription}
          optional
          rows={2}
          value={description}
        />
        <PermissionPicker
          hint={ROLE_WORDS.picker.hint}
          label={ROLE_WORDS.picker.add}
          name="permissions"
          onChange={setSlugs}
          slugs={slugs}
          takesNew
        />
        {save.isHalfSaved && <p className="text-sm text-quiet">{WORDS.halfSaved}</p>}
        <FormError />
      </Form>
    </Dialog>
  );
}
