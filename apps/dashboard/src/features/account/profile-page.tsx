import {
  Button,
  Form,
  FormError,
  Page,
  PageHeader,
  Section,
  TextField,
  useToast,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useSession } from '../../app/session.js';
import { useChange } from '../../rpc/hooks.js';
import { ACCOUNT } from '../../strings/account.js';

export function ProfilePage(): ReactNode {
  const { user } = useSession();
  const [name, setName] = useState(user.name);
  const toast = useToast();
  const save = useChange('account.updateAccount', {
    invalidates: ['account.getAccount', 'login.getStatus'],
    onDone: () => toast.show({ text: ACCOUNT.saved }),
  });
  return (
    <Page>
      <PageHeader summary={ACCOUNT.profileSummary} title={ACCOUNT.profile} />
      <Section framed>
        <Form onSubmit={() => save.run({ name })} problem={save.problem}>
          <TextField
            autoComplete="name"
            className="max-w-105"
            label={ACCOUNT.name}
            maxLength={100}
            name="name"
            onChange={setName}
            value={name}
          />
          <TextField
            className="max-w-105"
            hint={ACCOUNT.emailHint}
            label={ACCOUNT.email}
            onChange={() => undefined}
            readOnly
            value={user.email}
          />
          <FormError />
          <div>
            <Button
              busy={save.isRunning && ACCOUNT.saving}
              disabled={name.trim() === '' || name === user.name}
              kind="primary"
              type="submit"
            >
              {ACCOUNT.save}
            </Button>
          </div>
        </Form>
      </Section>
    </Page>
  );
}
