import { Button, Form, FormError, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useSetSession } from '../../app/session.js';
import { useLogOut } from '../../app/use-log-out.js';
import { useChange } from '../../rpc/hooks.js';
import { LOGIN } from '../../strings/login.js';
import { Door } from './door.js';

const TOTP_CODE = /^\d{6}$/;

/** The password was right. The session is of no use until the second factor is there too. */
export function SecondFactor(): ReactNode {
  const setSession = useSetSession();
  const logOut = useLogOut();
  const [typed, setTyped] = useState('');
  const confirm = useChange('login.confirmTotp', { onDone: setSession });
  const submit = () => {
    const code = typed.replaceAll(/\s/g, '');
    confirm.run(TOTP_CODE.test(code) ? { code } : { recoveryCode: typed.trim() });
  };
  return (
    <Door summary={LOGIN.secondSummary} title={LOGIN.secondTitle}>
      <Form onSubmit={submit} problem={confirm.problem}>
        <TextField
          autoComplete="one-time-code"
          autoFocus
          hint={LOGIN.codeHint}
          label={LOGIN.code}
          maxLength={64}
          mono
          name="code"
          onChange={setTyped}
          value={typed}
        />
        <FormError />
        <Button
          busy={confirm.isRunning && LOGIN.confirming}
          disabled={typed.trim() === ''}
          kind="primary"
          type="submit"
        >
          {LOGIN.confirm}
        </Button>
        <Button kind="quiet" onClick={logOut}>
          {LOGIN.otherAccount}
        </Button>
      </Form>
    </Door>
  );
}
