import { useNavigate } from '@tanstack/react-router';
import { Button, EmptyState, ErrorState, Form, FormError, Skeleton, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { LinkButton } from '../../app/links.js';
import { NewPasswordField } from '../../app/new-password-field.js';
import { strengthOf } from '../../app/password-strength.js';
import { useSetSession, useStatus } from '../../app/session.js';
import { useLogOut } from '../../app/use-log-out.js';
import type { DataOf } from '../../rpc/call.js';
import { useChange, useRead } from '../../rpc/hooks.js';
import { JOIN, SETUP } from '../../strings/login.js';
import { Door } from './door.js';
import { useLinkToken } from './link-token.js';

export function JoinPage(): ReactNode {
  const token = useLinkToken();
  if (token !== undefined) return <Invitation token={token} />;
  return (
    <Door title={JOIN.noToken}>
      <EmptyState icon="team" title={JOIN.noToken}>
        {JOIN.noTokenWhy}
      </EmptyState>
    </Door>
  );
}

function Invitation({ token }: { readonly token: string }): ReactNode {
  const { data, problem, refetch } = useRead('login.getInvitation', { token });
  if (problem !== undefined) {
    return (
      <Door title={problem.title}>
        <ErrorState onRetry={() => void refetch()} problem={problem} />
      </Door>
    );
  }
  if (data === undefined) return <Skeleton className="m-8 max-w-90" lines={3} />;
  return (
    <Door
      summary={JOIN.summary(data.invitedBy, data.roleName)}
      title={JOIN.title(data.workspaceName)}
    >
      <Acceptance invitation={data} token={token} />
    </Door>
  );
}

interface AcceptanceProps {
  readonly invitation: DataOf<'login.getInvitation'>;
  readonly token: string;
}

function Acceptance({ invitation, token }: AcceptanceProps): ReactNode {
  const logOut = useLogOut();
  switch (invitation.acceptance) {
    case 'logIn':
      return (
        <>
          <p className="text-sm">{JOIN.logInFirst}</p>
          <LinkButton kind="primary" search={{}} to="/login">
            {JOIN.logIn}
          </LinkButton>
        </>
      );
    case 'otherAccount':
      return (
        <>
          <p className="text-sm">{JOIN.otherAccount}</p>
          <Button onClick={logOut}>{JOIN.logOut}</Button>
        </>
      );
    case 'newAccount':
    case 'confirm':
      return <AcceptForm invitation={invitation} token={token} />;
  }
}

function AcceptForm({ invitation, token }: AcceptanceProps): ReactNode {
  const { mayLogIn } = useStatus();
  const isNew = invitation.acceptance === 'newAccount';
  const setSession = useSetSession();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useChange('login.acceptInvitation', {
    onDone: (session) => {
      setSession(session);
      void navigate({ to: '/' });
    },
  });
  const isWhole = !isNew || (name.trim() !== '' && strengthOf(password) > 0);
  return (
    <Form
      onSubmit={() => accept.run({ token, ...(isNew ? { name: name.trim(), password } : {}) })}
      problem={accept.problem}
    >
      <TextField
        autoComplete="username"
        label={SETUP.email}
        onChange={() => undefined}
        readOnly
        value={invitation.email}
      />
      {isNew && (
        <>
          <TextField
            autoComplete="name"
            autoFocus
            hint={SETUP.nameHint}
            label={SETUP.name}
            maxLength={100}
            name="name"
            onChange={setName}
            value={name}
          />
          <NewPasswordField
            label={SETUP.password}
            name="password"
            onChange={setPassword}
            value={password}
          />
        </>
      )}
      <FormError />
      <Button
        busy={accept.isRunning && JOIN.joining}
        disabled={!mayLogIn || !isWhole}
        kind="primary"
        type="submit"
      >
        {isNew ? JOIN.createAndJoin : JOIN.join}
      </Button>
    </Form>
  );
}
