import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router';
import { Button, Form, FormError, TextField } from '@unlatch/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { safeNext } from '../../app/next.js';
import { type Session, useSetSession, useStatus } from '../../app/session.js';
import { useChange } from '../../rpc/hooks.js';
import { LOGIN } from '../../strings/login.js';
import { Door } from './door.js';

const route = getRouteApi('/login');

export function LoginPage(): ReactNode {
  const { installation, session } = useStatus();
  const { next } = route.useSearch();
  const { history } = useRouter();
  const navigate = useNavigate();
  const isIn = session?.level === 'full';
  useEffect(() => {
    if (isIn) history.replace(safeNext(next, window.location.origin));
    else if (installation === 'new') void navigate({ to: '/setup' });
  }, [isIn, installation, history, navigate, next]);
  if (isIn) return null;
  return (
    <Door title={LOGIN.title}>
      <PasswordForm />
    </Door>
  );
}

function PasswordForm(): ReactNode {
  const { mayLogIn } = useStatus();
  const setSession = useSetSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const logIn = useChange('login.withPassword', {
    onDone: (session: Session) => setSession(session),
  });
  return (
    <Form onSubmit={() => logIn.run({ email: email.trim(), password })} problem={logIn.problem}>
      <TextField
        autoComplete="username"
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
