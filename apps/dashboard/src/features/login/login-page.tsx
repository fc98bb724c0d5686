import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router';
import { Button, Form, FormError, ProblemNote, TextField } from '@unlatch/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { safeNext } from '../../app/next.js';
import { arePasskeysPossible, askForPasskey } from '../../app/passkeys.js';
import { useSetSession, useStatus } from '../../app/session.js';
import { usePasskeyStep } from '../../app/use-passkey-step.js';
import { call } from '../../rpc/call.js';
import { useChange } from '../../rpc/hooks.js';
import { LOGIN } from '../../strings/login.js';
import { Door } from './door.js';
import { SecondFactor } from './second-factor.js';

const route = getRouteApi('/login');

export function LoginPage(): ReactNode {
  const { installation, session } = useStatus();
  const { next } = route.useSearch();
  const { history } = useRouter();
  const navigate = useNavigate();
  const level = session?.level;
  useEffect(() => {
    if (level === 'full') history.replace(safeNext(next, window.location.origin));
    else if (installation === 'new') void navigate({ to: '/setup' });
  }, [level, installation, history, navigate, next]);
  if (level === 'full') return null;
  if (level === 'totpNeeded') return <SecondFactor />;
  return (
    <Door title={LOGIN.title}>
      <PasswordForm />
      <PasskeyButton />
    </Door>
  );
}

function PasswordForm(): ReactNode {
  const { mayLogIn } = useStatus();
  const setSession = useSetSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const logIn = useChange('login.withPassword', { onDone: setSession });
  return (
    <Form onSubmit={() => logIn.run({ email: email.trim(), password })} problem={logIn.problem}>
      <TextField
        autoComplete="username webauthn"
        autoFocus
        label={LOGIN.email}
        name="email"
        onChange={setEmail}
        required
        type="email"
        value={email}
      />
      <TextField
        autoComplete="current-password"
        label={LOGIN.password}
        name="password"
        onChange={setPassword}
        required
        type="password"
        value={password}
      />
      <FormError />
      <Button
        busy={logIn.isRunning && LOGIN.loggingIn}
        disabled={!mayLogIn || email === '' || password === ''}
        kind="primary"
        type="submit"
      >
        {LOGIN.logIn}
      </Button>
      <p className="text-xs text-quiet">{LOGIN.forgotten}</p>
    </Form>
  );
}

function PasskeyButton(): ReactNode {
  const { mayLogIn, methods } = useStatus();
  const setSession = useSetSession();
  const step = usePasskeyStep(async () => {
    const response = await askForPasskey();
    setSession(await call('login.finishPasskey', { response }));
  });
  if (!methods.passkey || !mayLogIn || !arePasskeysPossible()) return null;
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-5">
      {step.problem && <ProblemNote problem={step.problem} />}
      <Button busy={step.isRunning && LOGIN.passkeyWaiting} icon="key" onClick={step.run}>
        {LOGIN.passkey}
      </Button>
    </div>
  );
}
