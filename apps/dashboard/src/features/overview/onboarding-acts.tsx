import { Button, CodeBlock, Form, FormError, ProblemNote, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../app/session.js';
import { PageLink } from '../../lib/page-link.js';
import { useChange } from '../../rpc/hooks.js';
import { ONBOARDING_WORDS as WORDS } from '../../strings/overview.js';
import { verifyCommand } from './onboarding-steps.js';

export function CreateApiStep(): ReactNode {
  const [name, setName] = useState<string>(WORDS.api.usualName);
  const create = useChange('apis.createApi', {
    invalidates: ['apis.listApis', 'apis.countKeys'],
  });
  const { blocked } = useMay('api.create_api');
  return (
    <Form onSubmit={() => create.run({ name })} problem={create.problem}>
      <TextField
        autoFocus
        className="max-w-80"
        label={WORDS.api.name}
        name="name"
        onChange={setName}
        value={name}
      />
      <FormError />
      <div>
        <Button
          blocked={blocked}
          busy={create.isRunning && WORDS.api.busy}
          kind="primary"
          type="submit"
        >
          {WORDS.api.action}
        </Button>
      </div>
    </Form>
  );
}

interface CreateKeyStepProps {
  readonly apiId: string;
  readonly onCreated: (secret: string) => void;
}

export function CreateKeyStep({ apiId, onCreated }: CreateKeyStepProps): ReactNode {
  const create = useChange('keys.createKey', {
    invalidates: ['apis.listKeys', 'apis.countKeys'],
    onDone: ({ key }) => onCreated(key),
  });
  const { blocked } = useMay('api.create_key', apiId);
  return (
    <>
      {create.problem && <ProblemNote problem={create.problem} />}
      <div>
        <Button
          blocked={blocked}
          busy={create.isRunning && WORDS.key.busy}
          kind="primary"
          onClick={() => create.run({ apiId, name: 'First key' })}
        >
          {WORDS.key.action}
        </Button>
      </div>
    </>
  );
}

interface VerifyStepProps {
  readonly secret: string;
  readonly isVerified: boolean;
  readonly onVerified: () => void;
}

export function VerifyStep({ secret, isVerified, onVerified }: VerifyStepProps): ReactNode {
  const verify = useChange('keys.verifyKey', {
    onDone: ({ valid }) => {
      if (valid) onVerified();
    },
  });
  return (
    <>
      {isVerified ? (
        <p className="text-sm font-medium text-good" role="status">
          {WORDS.verify.done}.
        </p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            busy={verify.isRunning && WORDS.verify.busy}
            kind="primary"
            onClick={() => verify.run({ key: secret })}
          >
            {WORDS.verify.action}
          </Button>
          <span className="text-sm text-quiet" role="status">
            {WORDS.verify.waiting}
          </span>
        </div>
      )}
      {verify.problem && <ProblemNote problem={verify.problem} />}
      <div className="flex flex-col gap-1.5">
        <h3 className="text-sm font-medium">{WORDS.verify.command}</h3>
        <p className="text-sm text-quiet">
          {WORDS.verify.commandHint} <PageLink page="root-keys">{WORDS.verify.rootKeys}</PageLink>
        </p>
        <CodeBlock
          code={verifyCommand(window.location.origin, secret)}
          label={WORDS.verify.command}
        />
      </div>
    </>
  );
}
