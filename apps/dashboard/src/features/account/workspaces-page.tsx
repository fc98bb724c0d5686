import { Link, useNavigate } from '@tanstack/react-router';
import {
  Button,
  ConfirmDialog,
  DataTable,
  Dialog,
  EmptyState,
  Form,
  FormError,
  Page,
  PageHeader,
  TextField,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useSession, type Workspace } from '../../app/session.js';
import { useChange } from '../../rpc/hooks.js';
import { ACCOUNT } from '../../strings/account.js';

const COLUMNS = [
  {
    id: 'name',
    header: ACCOUNT.workspaceName,
    width: 'minmax(160px, 2fr)',
    cell: ({ name, slug }: Workspace) => (
      <Link params={{ workspace: slug }} to="/w/$workspace">
        {name}
      </Link>
    ),
  },
  { id: 'role', header: ACCOUNT.role, cell: ({ roleName }: Workspace) => roleName },
] as const;

export function WorkspacesPage(): ReactNode {
  const { workspaces } = useSession();
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const [leaving, setLeaving] = useState<Workspace>();
  const create = (
    <Button icon="plus" kind="primary" onClick={() => setCreating(true)}>
      {ACCOUNT.createWorkspace}
    </Button>
  );
  return (
    <Page>
      <PageHeader actions={create} summary={ACCOUNT.workspacesSummary} title={ACCOUNT.workspaces} />
      <DataTable
        actionsWidth="72px"
        columns={COLUMNS}
        empty={
          <EmptyState icon="api" title={ACCOUNT.noWorkspaces}>
            {ACCOUNT.noWorkspacesWhy}
          </EmptyState>
        }
        label={ACCOUNT.workspaces}
        onOpen={({ slug }) => void navigate({ to: '/w/$workspace', params: { workspace: slug } })}
        rowActions={(workspace) => (
          <Button className="-mr-2 h-7" kind="quiet" onClick={() => setLeaving(workspace)}>
            {ACCOUNT.leave}
          </Button>
        )}
        rowId={({ id }) => id}
        rows={workspaces}
      />
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
      {leaving && <LeaveDialog onClose={() => setLeaving(undefined)} workspace={leaving} />}
    </Page>
  );
}

function CreateDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [name, setName] = useState('');
  const create = useChange('account.createWorkspace', {
    invalidates: ['login.getStatus'],
    onDone: onClose,
  });
  return (
    <Dialog onClose={onClose} open title={ACCOUNT.createWorkspace} width="narrow">
      <Form onSubmit={() => create.run({ name: name.trim() })} problem={create.problem}>
        <TextField
          autoFocus
          label={ACCOUNT.workspaceName}
          maxLength={256}
          name="name"
          onChange={setName}
          value={name}
        />
        <FormError />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ACCOUNT.cancel}</Button>
          <Button
            busy={create.isRunning && ACCOUNT.creating}
            disabled={name.trim() === ''}
            kind="primary"
            type="submit"
          >
            {ACCOUNT.createWorkspace}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function LeaveDialog({
  workspace: { id, name },
  onClose,
}: {
  readonly workspace: Workspace;
  readonly onClose: () => void;
}): ReactNode {
  const leave = useChange('account.leaveWorkspace', {
    invalidates: ['login.getStatus'],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      busy={leave.isRunning && ACCOUNT.leaving}
      confirmLabel={ACCOUNT.leaveTitle}
      onClose={onClose}
      onConfirm={() => leave.run({ workspaceId: id })}
      open
      problem={leave.problem}
      title={`${ACCOUNT.leaveTitle} ${name}`}
    >
      {ACCOUNT.leaveEffect}
    </ConfirmDialog>
  );
}
