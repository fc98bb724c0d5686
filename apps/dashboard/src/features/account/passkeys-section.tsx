import {
  Button,
  ConfirmDialog,
  Dialog,
  Form,
  ProblemNote,
  Section,
  TextField,
  Time,
  useToast,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { arePasskeysPossible, makePasskey } from '../../app/passkeys.js';
import { usePasskeyStep } from '../../app/use-passkey-step.js';
import type { DataOf } from '../../rpc/call.js';
import { useCall, useChange, useInvalidate } from '../../rpc/hooks.js';
import { FACTORS } from '../../strings/factors.js';

type Factors = DataOf<'account.getSecondFactors'>;

export function PasskeysSection({ factors }: { readonly factors: Factors }): ReactNode {
  const [isAdding, setAdding] = useState(false);
  const isPossible = factors.mayUsePasskeys && arePasskeysPossible();
  return (
    <Section
      actions={
        <Button
          blocked={isPossible ? undefined : FACTORS.noPasskeys}
          icon="plus"
          onClick={() => setAdding(true)}
        >
          {FACTORS.addPasskey}
        </Button>
      }
      framed
      summary={FACTORS.passkeysSummary}
      title={FACTORS.passkeys}
    >
      {!isPossible && <p className="text-sm text-quiet">{FACTORS.noPasskeys}</p>}
      <ul className="flex flex-col">
        {factors.passkeys.map((passkey) => (
          <Passkey key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {isAdding && <AddDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}

function Passkey({ passkey }: { readonly passkey: Factors['passkeys'][number] }): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const toast = useToast();
  const remove = useChange('account.removePasskey', {
    invalidates: ['account.getSecondFactors'],
    onDone: () => toast.show({ text: FACTORS.passkeyRemoved }),
  });
  const { id, name, createdAt, lastUsedAt } = passkey;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2 text-sm first:border-t-0">
      <span className="min-w-0 flex-1 font-medium break-words">{name}</span>
      <span className="text-quiet">
        {FACTORS.added} <Time value={createdAt} />
        {', '}
        {lastUsedAt === null ? (
          FACTORS.neverUsed
        ) : (
          <>
            {FACTORS.used} <Time value={lastUsedAt} />
          </>
        )}
      </span>
      <Button className="h-7" kind="quiet" onClick={() => setAsking(true)}>
        {FACTORS.removePasskey}
      </Button>
      <ConfirmDialog
        busy={remove.isRunning && FACTORS.removing}
        confirmLabel={FACTORS.removePasskey}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.run({ passkeyId: id })}
        open={isAsking}
        problem={remove.problem}
        title={FACTORS.removePasskey}
      >
        {FACTORS.removePasskeyEffect(name)}
      </ConfirmDialog>
    </li>
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [name, setName] = useState('');
  const call = useCall();
  const invalidate = useInvalidate();
  const step = usePasskeyStep(async () => {
    const { options } = await call('account.startPasskey', {});
    const response = await makePasskey(options);
    await call('account.finishPasskey', { name: name.trim(), response });
    await invalidate('account.getSecondFactors');
    onClose();
  });
  return (
    <Dialog onClose={onClose} open title={FACTORS.addPasskey} width="narrow">
      <Form onSubmit={step.run}>
        <TextField
          autoFocus
          hint={FACTORS.passkeyNameHint}
          label={FACTORS.passkeyName}
          maxLength={100}
          name="name"
          onChange={setName}
          value={name}
        />
        {step.problem && <ProblemNote problem={step.problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{FACTORS.cancel}</Button>
          <Button
            busy={step.isRunning && FACTORS.waiting}
            disabled={name.trim() === ''}
            kind="primary"
            type="submit"
          >
            {FACTORS.addPasskey}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
