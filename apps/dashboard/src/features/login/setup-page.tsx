import { useNavigate } from '@tanstack/react-router';
import { Button, EmptyState, Form, FormError, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { NewPasswordField } from '../../app/new-password-field.js';
import { strengthOf } from '../../app/password-strength.js';
import { useSetSession, useStatus } from '../../app/session.js';
import { useChange } from '../../rpc/hooks.js';
import { SETUP } from '../../strings/login.js';
import { Door } from './door.js';
import { useLinkToken } from './link-token.js';

export function SetupPage(): ReactNode {
  const token = useLinkToken();
  if (token === undefined) {
    return (
      <Door title={SETUP.title}>
        <EmptyState icon="key" title={SETUP.noToken}>
          {SETUP.noTokenWhy}
        </EmptyState>
      </Door>
    );
  }
  return (
    <Door summary={SETUP.summary} title={SETUP.title}>
      <SetupForm token={token} />
    </Door>
  );
}

function SetupForm({ token }: { readonly token: string }): ReactNode {
  const { mayLogIn, installation } = useStatus();
  const setSession = useSetSession();
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ name: '', email: '', password: '', workspaceName: '' });
  const setUp = useChange('login.redeemSetupLink', {
    onDone: (session) => {
      setSession(session);
      void navigate({ to: '/' });
    },
  });
  const set = (field: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [field]: value }));
  const submit = () =>
    setUp.run({
      token,
      name: typed.name.trim(),
      email: typed.email.trim(),
      password: typed.password,
      workspaceName: typed.workspaceName.trim() || undefined,
    });
  const isWhole = typed.name.trim() !== '' && typed.email !== '' && strengthOf(typed.password) > 0;
  return (
    <Form onSubmit={submit} problem={setUp.problem}>
      <TextField
        autoComplete="name"
        autoFocus
        hint={SETUP.nameHint}
        label={SETUP.name}
        maxLength={100}
        name="name"
        onChange={set('name')}
        value={typed.name}
      />
      <TextField
        autoComplete="username"
        hint={SETUP.emailHint}
        label={SETUP.email}
        name="email"
        onChange={set('email')}
        type="email"
        value={typed.email}
      />
      <NewPasswordField
        label={SETUP.password}
        name="password"
        onChange={set('password')}
        value={typed.password}
      />
      {installation === 'new' && (
        <TextField
          hint={SETUP.workspaceHint}
          label={SETUP.workspace}
          maxLength={256}
          name="workspaceName"
          onChange={set('workspaceName')}
          optional
          value={typed.workspaceName}
        />
      )}
      <FormError />
      <Button
        busy={setUp.isRunning && SETUP.creating}
        disabled={!mayLogIn || !isWhole}
        kind="primary"
        type="submit"
      >
        {SETUP.create}
      </Button>
    </Form>
  );
}
