import { Badge, Button, Section, Time, useToast } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useMay } from '../../../app/session.js';
import type { ItemOf } from '../../../rpc/call.js';
import { useChange, useList } from '../../../rpc/hooks.js';
import { MEMBER_WORDS } from '../../../strings/settings.js';

const WORDS = MEMBER_WORDS.invitations;

type Invitation = ItemOf<'team.listInvitations'>;

export function Invitations(): ReactNode {
  const list = useList('team.listInvitations', { limit: 100 });
  // A person who may not see them needs no frame for them.
  if (list.problem !== undefined) return null;
  return (
    <Section title={WORDS.title}>
      {!list.isLoading && list.rows.length === 0 && (
        <p className="text-sm text-quiet">{WORDS.none}</p>
      )}
      <ul className="flex flex-col divide-y divide-line rounded-control border border-line bg-surface empty:hidden">
        {list.rows.map((invitation) => (
          <Line invitation={invitation} key={invitation.invitationId} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ invitation }: { readonly invitation: Invitation }): ReactNode {
  const { invitationId, email, roleName, invitedBy, mail, expiresAt } = invitation;
  const toast = useToast();
  const { blocked } = useMay('team.delete_invitation');
  const remove = useChange('team.deleteInvitation', {
    invalidates: ['team.listInvitations'],
    onDone: () => toast.show({ text: WORDS.removed }),
    onFailed: ({ detail }) => toast.show({ kind: 'failed', text: detail }),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2 text-sm">
      <span className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="font-medium break-all">{email}</span>
        <Badge>{roleName}</Badge>
        {mail !== 'none' && (
          <Badge kind={mail === 'failed' ? 'danger' : 'neutral'}>{WORDS.mail[mail]}</Badge>
        )}
      </span>
      <span className="flex flex-wrap items-center gap-3 text-quiet">
        <span>
          {WORDS.by} {invitedBy.name}
        </span>
        <span>
          {WORDS.expires} <Time value={expiresAt} />
        </span>
        <Button
          blocked={blocked}
          busy={remove.isRunning && '…'}
          onClick={() => remove.run({ invitationId })}
        >
          {WORDS.remove}
        </Button>
      </span>
    </li>
  );
}
