import { Button, ConfirmDialog, Dialog, Menu, ProblemNote, Select, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session.js';
import { GrantSummary } from '../../../grants/grant-summary.js';
import { useChange } from '../../../rpc/hooks.js';
import { MEMBER_WORDS as WORDS } from '../../../strings/settings.js';
import type { Member } from './member.js';
import { useRoles } from './use-roles.js';

export function MemberActs({ member }: { readonly member: Member }): ReactNode {
  const [act, setAct] = useState<'role' | 'remove'>();
  const update = useMay('team.update_member');
  const remove = useMay('team.remove_member');
  const close = () => setAct(undefined);
  return (
    <>
      <Menu
        groups={[
          {
            items: [
              {
                label: WORDS.changeRole,
                icon: 'role',
                blocked: update.blocked,
                onSelect: () => setAct('role'),
              },
            ],
          },
          {
            items: [
              {
                label: WORDS.remove,
                icon: 'trash',
                danger: true,
                blocked: remove.blocked,
                onSelect: () => setAct('remove'),
              },
            ],
          },
        ]}
        label={WORDS.menu(member.name)}
      />
      {act === 'role' && <ChangeRole member={member} onClose={close} />}
      {act === 'remove' && <RemoveMember member={member} onClose={close} />}
    </>
  );
}

interface ActProps {
  readonly member: Member;
  readonly onClose: () => void;
}

const INVALIDATES = [
  'team.listMembers',
  'team.listRoles',
  'team.listInvitations',
  'login.getStatus',
] as const;

function ChangeRole({ member, onClose }: ActProps): ReactNode {
  const toast = useToast();
  const { roles, choices } = useRoles();
  const [role, setRole] = useState(member.role);
  const update = useChange('team.updateMember', {
    invalidates: INVALIDATES,
    onDone: () => {
      toast.show({ text: WORDS.role.done });
      onClose();
    },
  });
  const chosen = roles.find(({ id }) => id === role);
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>{WORDS.cancel}</Button>
          <Button
            busy={update.isRunning && WORDS.role.busy}
            kind="primary"
            onClick={() => update.run({ userId: member.userId, role })}
          >
            {WORDS.role.action}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={WORDS.role.title(member.name)}
    >
      <div className="flex flex-col gap-4">
        <Select choices={choices} label={WORDS.role.label} onChange={setRole} value={role} />
        {chosen?.description && <p className="text-sm text-quiet">{chosen.description}</p>}
        {chosen && <GrantSummary grants={chosen.permissions} />}
        {update.problem && <ProblemNote problem={update.problem} />}
      </div>
    </Dialog>
  );
}

function RemoveMember({ member, onClose }: ActProps): ReactNode {
  const toast = useToast();
  const remove = useChange('team.removeMember', {
    invalidates: INVALIDATES,
    onDone: () => {
      toast.show({ text: WORDS.removal.done });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      busy={remove.isRunning && WORDS.removal.busy}
      confirmLabel={WORDS.removal.action}
      onClose={onClose}
      onConfirm={() => remove.run({ userId: member.userId })}
      open
      problem={remove.problem}
      title={WORDS.removal.title(member.name)}
    >
      <p>{WORDS.removal.text}</p>
    </ConfirmDialog>
  );
}
