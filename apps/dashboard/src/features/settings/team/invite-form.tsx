import { Button, CopyButton, Dialog, Form, FormError, Select, TextField } from '@unlatch/ui';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { DataOf } from '../../../rpc/call.js';
import { useChange } from '../../../rpc/hooks.js';
import { MEMBER_WORDS } from '../../../strings/settings.js';
import { useRoles } from './use-roles.js';

const WORDS = MEMBER_WORDS.form;

interface InviteFormProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

const USUAL_ROLE = 'developer';

/** The link is in the state of this dialog alone, and gone with it. */
export function InviteForm({ open, onClose }: InviteFormProps): ReactNode {
  const formId = useId();
  const { roles, choices } = useRoles();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState(USUAL_ROLE);
  const [made, setMade] = useState<DataOf<'team.createInvitation'>>();
  const create = useChange('team.createInvitation', {
    invalidates: ['team.listInvitations'],
    onDone: (invitation) => {
      setMade(invitation);
      create.reset();
    },
  });
  useEffect(() => {
    if (open) return;
    setEmail('');
    setMade(undefined);
  }, [open]);
  if (made !== undefined) {
    return (
      <Dialog
        actions={
          <Button kind="primary" onClick={onClose}>
            {WORDS.done}
          </Button>
        }
        onClose={onClose}
        open={open}
        title={WORDS.linkTitle}
      >
        <InvitationLink email={email} invitation={made} />
      </Dialog>
    );
  }
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>{MEMBER_WORDS.cancel}</Button>
          <Button busy={create.isRunning && WORDS.busy} form={formId} kind="primary" type="submit">
            {WORDS.action}
          </Button>
        </>
      }
      onClose={onClose}
      open={open}
      title={WORDS.title}
    >
      <Form id={formId} onSubmit={() => create.run({ email, role })} problem={create.problem}>
        <TextField
          autoFocus
          label={WORDS.email}
          maxLength={254}
          name="email"
          onChange={setEmail}
          type="email"
          value={email}
        />
        <Select
          choices={choices}
          hint={roles.find(({ id }) => id === role)?.description ?? WORDS.roleHint}
          label={WORDS.role}
          name="role"
          onChange={setRole}
          value={role}
        />
        <FormError />
      </Form>
    </Dialog>
  );
}

function InvitationLink({
  email,
  invitation: { link, token, mail },
}: {
  readonly email: string;
  readonly invitation: DataOf<'team.createInvitation'>;
}): ReactNode {
  // Without a configured address, the one at which this page is open leads to the service.
  const address = link ?? `${window.location.origin}/join#${token}`;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>
        {WORDS.linkText(email)} {mail === 'sending' && WORDS.mailed}
      </p>
      <div className="flex flex-col gap-2 rounded-control border border-accent bg-accent-soft p-3 sm:flex-row sm:items-center">
        <output aria-label={WORDS.link} className="mono min-w-0 flex-1 break-all select-all">
          {address}
        </output>
        <CopyButton label={WORDS.copy} showLabel text={address} />
      </div>
    </div>
  );
}
