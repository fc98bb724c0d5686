import { Button, Form, FormError, Section, TextField, Time, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { NewPasswordField } from '../../app/new-password-field.js';
import { strengthOf } from '../../app/password-strength.js';
import { useSetSession } from '../../app/session.js';
import { UsernameHint } from '../../app/username-hint.js';
import type { DataOf } from '../../rpc/call.js';
import { useChange } from '../../rpc/hooks.js';
import { ACCOUNT } from '../../strings/account.js';

const NONE = { currentPassword: '', newPassword: '' };

export function PasswordSection({
  account: { hasPassword, passwordChangedAt },
}: {
  readonly account: DataOf<'account.getAccount'>;
}): ReactNode {
  const [typed, setTyped] = useState(NONE);
  const setSession = useSetSession();
  const toast = useToast();
  const change = useChange('account.changePassword', {
    invalidates: ['account.getAccount', 'account.listSessions'],
    onDone: (session) => {
      setSession(session);
      setTyped(NONE);
      toast.show({ text: ACCOUNT.passwordIsChanged });
    },
  });
  const { currentPassword, newPassword } = typed;
  const submit = () =>
    change.run({ newPassword, currentPassword: hasPassword ? currentPassword : undefined });
  return (
    <Section
      framed
      summary={
        passwordChangedAt === null ? (
          ACCOUNT.noPassword
        ) : (
          <>
            {ACCOUNT.passwordChanged} <Time value={passwordChangedAt} />
          </>
        )
      }
      title={ACCOUNT.password}
    >
      <Form className="flex max-w-105 flex-col gap-4" onSubmit={submit} problem={change.problem}>
        <UsernameHint />
        {hasPassword && (
          <TextField
            autoComplete="current-password"
            label={ACCOUNT.currentPassword}
            name="currentPassword"
            onChange={(value) => setTyped({ ...typed, currentPassword: value })}
            type="password"
            value={currentPassword}
          />
        )}
        <NewPasswordField
          label={ACCOUNT.newPassword}
          name="newPassword"
          onChange={(value) => setTyped({ ...typed, newPassword: value })}
          value={newPassword}
        />
        <FormError />
        <div>
          <Button
            busy={change.isRunning && ACCOUNT.changing}
            disabled={strengthOf(newPassword) === 0 || (hasPassword && currentPassword === '')}
            kind="primary"
            type="submit"
          >
            {ACCOUNT.changePassword}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
