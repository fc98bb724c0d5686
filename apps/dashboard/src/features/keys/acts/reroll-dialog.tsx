import { Button, Dialog, Form, FormError, formatCount, SecretOnce, Select } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { LinkButton } from '../../../app/links.js';
import { useWorkspace } from '../../../app/session.js';
import { snippetsFor } from '../../../lib/snippets.js';
import type { Key } from '../../../rpc/answers.js';
import { useSecretChange } from '../../../rpc/use-secret-change.js';
import { KEY_ACT_WORDS } from '../../../strings/key-list.js';
import { nameOf } from '../name-of.js';
import { useRecentChecks } from './use-recent-checks.js';

const WORDS = KEY_ACT_WORDS.reroll;
const FORM = 'reroll-key';
/** Long enough to put the new key in place on the next working day. */
const USUAL_GRACE = '86400000';

type Grace = keyof typeof WORDS.graces;

export interface RerollDialogProps {
  readonly item: Key;
  readonly apiId: string | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RerollDialog({ item, apiId, open, onClose }: RerollDialogProps): ReactNode {
  const [grace, setGrace] = useState<Grace>(USUAL_GRACE);
  const checks = useRecentChecks([item.keyId], open);
  const reroll = useSecretChange('keys.rerollKey', {
    invalidates: ['apis.listKeys', 'apis.countKeys', 'keys.getKey'],
  });
  const close = () => {
    reroll.reset();
    onClose();
  };
  if (reroll.data !== undefined) {
    return <NewSecret apiId={apiId} created={reroll.data} onClose={close} />;
  }
  const hasExpired = item.expires !== undefined && item.expires < Date.now();
  return (
    <Dialog
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            blocked={hasExpired ? WORDS.expired : undefined}
            busy={reroll.isRunning && WORDS.busy}
            form={FORM}
            kind="primary"
            type="submit"
          >
            {WORDS.action}
          </Button>
        </>
      }
      onClose={close}
      open={open}
      summary={WORDS.summary}
      title={WORDS.title(nameOf(item))}
      width="narrow"
    >
      <Form
        id={FORM}
        onSubmit={() => {
          const expiration = grace === 'never' ? null : Number(grace);
          if (!hasExpired) void reroll.run({ keyId: item.keyId, expiration });
        }}
        problem={reroll.problem}
      >
        <Select
          choices={GRACES}
          hint={grace === '0' ? WORDS.now : undefined}
          label={WORDS.grace}
          name="expiration"
          onChange={setGrace}
          value={grace}
        />
        <p className="text-sm">{WORDS.used(checks === undefined ? '…' : formatCount(checks))}</p>
        {hasExpired && <p className="text-sm text-danger">{WORDS.expired}</p>}
        <FormError />
      </Form>
    </Dialog>
  );
}

interface NewSecretProps {
  readonly created: { readonly keyId: string; readonly key: string };
  readonly apiId: string | undefined;
  readonly onClose: () => void;
}

function NewSecret({ created, apiId, onClose }: NewSecretProps): ReactNode {
  const { slug } = useWorkspace();
  return (
    <SecretOnce
      next={
        <LinkButton
          params={{ workspace: slug, keyId: created.keyId }}
          search={apiId === undefined ? {} : { api: apiId }}
          to="/w/$workspace/keys/$keyId"
        >
          {WORDS.open}
        </LinkButton>
      }
      onClose={onClose}
      open
      secret={created.key}
      snippets={snippetsFor(created.key)}
      title={WORDS.secret}
    />
  );
}

const GRACES = (Object.keys(WORDS.graces) as Grace[])
  .sort((one, other) => msOf(one) - msOf(other))
  .map((value) => ({ value, label: WORDS.graces[value] }));

function msOf(grace: Grace): number {
  return grace === 'never' ? Number.POSITIVE_INFINITY : Number(grace);
}
