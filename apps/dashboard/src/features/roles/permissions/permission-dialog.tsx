import {
  Button,
  Dialog,
  ErrorState,
  Form,
  FormError,
  Skeleton,
  TextArea,
  TextField,
  useToast,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import type { OperationName } from '../../../rpc/call.js';
import { useChange, useRead } from '../../../rpc/hooks.js';
import { PERMISSION_WORDS } from '../../../strings/roles.js';
import type { Permission } from '../types.js';

const WORDS = PERMISSION_WORDS.form;
const FORM = 'permission';
const CHANGES: readonly OperationName[] = [
  'permissions.listPermissions',
  'permissions.getPermission',
  'permissions.listRoles',
  'permissions.getRole',
];

interface PermissionDialogProps {
  /** `undefined`: a new one. */
  readonly permissionId: string | undefined;
  readonly onClose: () => void;
}

export function PermissionDialog({ permissionId, onClose }: PermissionDialogProps): ReactNode {
  const isNew = permissionId === undefined;
  const body = { permission: permissionId ?? '' };
  const found = useRead('permissions.getPermission', body, { enabled: !isNew });
  if (isNew || found.data) return <PermissionForm onClose={onClose} permission={found.data} />;
  return (
    <Dialog onClose={onClose} open title={WORDS.editTitle} width="narrow">
      {found.problem ? <ErrorState problem={found.problem} /> : <Skeleton lines={5} />}
    </Dialog>
  );
}

interface PermissionFormProps {
  readonly permission: Permission | undefined;
  readonly onClose: () => void;
}

function PermissionForm({ permission, onClose }: PermissionFormProps): ReactNode {
  const [slug, setSlug] = useState(permission?.slug ?? '');
  const [name, setName] = useState(permission?.name ?? '');
  const [description, setDescription] = useState(permission?.description ?? '');
  const { save, isRunning, problem } = useSavePermission(permission, onClose);
  const isRenamed = permission !== undefined && slug !== permission.slug;
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={isRunning && WORDS.busy} form={FORM} kind="primary" type="submit">
            {permission ? WORDS.save : WORDS.create}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={permission ? WORDS.editTitle : WORDS.createTitle}
      width="narrow"
    >
      <Form
        id={FORM}
        onSubmit={() => save({ slug, name: name === '' ? slug : name, description })}
        problem={problem}
      >
        <TextField
          autoFocus
          hint={isRenamed ? WORDS.slugWarning : WORDS.slugHint}
          label={WORDS.slug}
          maxLength={128}
          mono
          name="slug"
          onChange={setSlug}
          placeholder={WORDS.slugPlaceholder}
          value={slug}
        />
        <TextField
          hint={WORDS.nameHint}
          label={WORDS.name}
          maxLength={512}
          name="name"
          onChange={setName}
          optional
          placeholder={slug}
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
        <FormError />
      </Form>
    </Dialog>
  );
}

interface PermissionDraft {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
}

function useSavePermission(permission: Permission | undefined, onClose: () => void) {
  const toast = useToast();
  const done = (text: string) => {
    toast.show({ text });
    onClose();
  };
  const create = useChange('permissions.createPermission', {
    invalidates: CHANGES,
    onDone: (_, { slug }) => done(WORDS.created(slug)),
  });
  const update = useChange('permissions.updatePermission', {
    invalidates: CHANGES,
    onDone: ({ slug }) => done(WORDS.saved(slug)),
  });
  const save = ({ slug, name, description }: PermissionDraft) => {
    if (permission === undefined) {
      return create.run({ slug, name, description: description || undefined });
    }
    return update.run({ permission: permission.id, slug, name, description: description || null });
  };
  const { isRunning, problem } = permission === undefined ? create : update;
  return { save, isRunning, problem };
}
