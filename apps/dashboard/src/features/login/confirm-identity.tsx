import { Button, Dialog, Form, FormError, ProblemNote, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { arePasskeysPossible, askForPasskey } from '../../app/passkeys.js';
import { useSetSession, useStatus } from '../../app/session.js';
import { usePasskeyStep } from '../../app/use-passkey-step.js';
import { UsernameHint } from '../../app/username-hint.js';
import { useChange } from '../../rpc/hooks.js';
import { CONFIRM } from '../../strings/login.js';

/** Before a dangerous act. It stays allowed for ten minutes. */
export function ConfirmIdentity({
  onDone,
}: {
  readonly onDone: (isConfirmed: boolean) => void;
}): ReactNode {
  const { methods } = useStatus();
  const setSession = useSetSession();
  const [password, setPassword] = useState('');
  const confirm = useChange('account.confirmIdentity', {
    onDone: (session) => {
      setSession(session);
      onDone(true);
    },
  });
  const passkeys = usePasskeyStep(async () => {
    const passkey = await askForPasskey();
    await confirm.runAsync({ passkey });
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
        {passkeys.problem && confirm.problem === undefined && (
          <ProblemNote problem={passkeys.problem} />
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {methods.passkey && arePasskeysPossible() && (
            <Button busy={passkeys.isRunning && CONFIRM.waiting} icon="key" onClick={passkeys.run}>
              {CONFIRM.passkey}
            </Button>
          )}
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
