import { Badge, Button, ConfirmDialog, ErrorState, Skeleton, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session.js';
import { GrantSummary } from '../../../grants/grant-summary.js';
import { useChange, useList } from '../../../rpc/hooks.js';
import { TEAM_ROLE_WORDS as WORDS } from '../../../strings/settings.js';
import { SettingsFrame } from '../settings-frame.js';
import { TeamRoleForm } from './team-role-form.js';
import type { TeamRole } from './use-roles.js';

export function TeamRolesPage(): ReactNode {
  const [isCreating, setCreating] = useState(false);
  const { blocked } = useMay('team.create_role');
  const list = useList('team.listRoles', { limit: 100 });
  return (
    <SettingsFrame
      actions={
        <Button blocked={blocked} icon="plus" kind="primary" onClick={() => setCreating(true)}>
          {WORDS.create}
        </Button>
      }
      summary={WORDS.summary}
      tab="roles"
    >
      {list.problem && <ErrorState onRetry={list.refetch} problem={list.problem} />}
      {list.isLoading && <Skeleton className="h-16" lines={4} />}
      <ul className="flex flex-col gap-3">
        {list.rows.map((role) => (
          <RoleCard key={role.id} role={role} />
        ))}
      </ul>
      <TeamRoleForm onClose={() => setCreating(false)} open={isCreating} />
    </SettingsFrame>
  );
}

function RoleCard({ role }: { readonly role: TeamRole }): ReactNode {
  const [act, setAct] = useState<'edit' | 'remove'>();
  const update = useMay('team.update_role');
  const remove = useMay('team.delete_role');
  return (
    <li className="min-w-0 rounded-control border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h2 className="min-w-0 text-base break-words">{role.name}</h2>
          {role.builtIn && <Badge>{WORDS.builtIn}</Badge>}
          <span className="text-sm text-quiet">{WORDS.members(role.members)}</span>
        </div>
        {!role.builtIn && (
          <div className="flex gap-2">
            <Button blocked={update.blocked} icon="edit" onClick={() => setAct('edit')}>
              {WORDS.edit}
            </Button>
            <Button blocked={remove.blocked} icon="trash" onClick={() => setAct('remove')}>
              {WORDS.remove}
            </Button>
          </div>
        )}
      </div>
      {role.description && <p className="mt-1 text-sm text-quiet">{role.description}</p>}
      <details className="mt-2 text-sm">
        <summary className="min-h-6 cursor-pointer py-0.5 text-accent">{WORDS.show}</summary>
        <div className="mt-2">
          <GrantSummary grants={role.permissions} />
        </div>
      </details>
      <TeamRoleForm onClose={() => setAct(undefined)} open={act === 'edit'} role={role} />
      {act === 'remove' && <DeleteRole onClose={() => setAct(undefined)} role={role} />}
    </li>
  );
}

function DeleteRole({
  role,
  onClose,
}: {
  readonly role: TeamRole;
  readonly onClose: () => void;
}): ReactNode {
  const toast = useToast();
  const remove = useChange('team.deleteRole', {
    invalidates: ['team.listRoles'],
    onDone: () => {
      toast.show({ text: WORDS.deletion.done });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      busy={remove.isRunning && WORDS.deletion.busy}
      confirmLabel={WORDS.deletion.action}
      onClose={onClose}
      onConfirm={() => remove.run({ roleId: role.id })}
      open
      problem={remove.problem}
      title={WORDS.deletion.title(role.name)}
    >
      <p>{WORDS.deletion.text}</p>
    </ConfirmDialog>
  );
}
