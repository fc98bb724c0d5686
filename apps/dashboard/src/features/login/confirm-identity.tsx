import { Button, Dialog, Form, FormError, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useSetSession } from '../../app/session.js';
import { UsernameHint } from '../../app/username-hint.js';
import { useChange } from '../../rpc/hooks.js';
import { CONFIRM } from '../../strings/login.js';

/** Before a dangerous act. It stays allowed for ten minutes. */
export function ConfirmIdentity({
  onDone,
}: {
  readonly onDone: (isConfirmed: boolean) => void;
}): ReactNode {
  const setSession = useSetSession();
  const [password, setPassword] = useState('');
  const confirm = useChange('account.confirmIdentity', {
    onDone: (session) => {
      setSession(session);
      onDone(true);
    },
  });
  return (
    <Dialog
      onClose={() => onDone(false)}
      open
      summary={CONFIRM.summary}
      title={CONFIRM.title}
      width="narrow"
    >
      <Form onSubmit={() => confirm.run({ password })} problem={confirm.problem}>
        <UsernameHint />
        <TextField
          autoComplete="current-password"
          autoFocus
          label={CONFIRM.password}
          name="password"
          onChange={setPassword}
          type="password"
          value={password}
        />
        <FormError />
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            busy={confirm.isRunning && CONFIRM.confirming}
            disabled={password === ''}
            kind="primary"
            type="submit"
          >
            {CONFIRM.confirm}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
