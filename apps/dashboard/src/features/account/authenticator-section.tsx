import { Badge, Button, ConfirmDialog, Section, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import type { DataOf } from '../../rpc/call.js';
import { useChange } from '../../rpc/hooks.js';
import { FACTORS } from '../../strings/factors.js';
import { RecoveryCodes } from './recovery-codes.js';
import { TotpDialog } from './totp-dialog.js';

export function AuthenticatorSection({
  factors: { hasTotp, recoveryCodesLeft },
}: {
  readonly factors: DataOf<'account.getSecondFactors'>;
}): ReactNode {
  const [open, setOpen] = useState<'none' | 'setUp' | 'remove'>('none');
  const [codes, setCodes] = useState<readonly string[]>();
  const toast = useToast();
  const close = () => setOpen('none');
  const remove = useChange('account.removeTotp', {
    invalidates: ['account.getSecondFactors'],
    onDone: () => {
      close();
      toast.show({ text: FACTORS.removed });
    },
  });
  const renew = useChange('account.createRecoveryCodes', {
    invalidates: ['account.getSecondFactors'],
    onDone: ({ recoveryCodes }) => setCodes(recoveryCodes),
    onFailed: ({ detail }) => toast.show({ kind: 'failed', text: detail }),
  });
  return (
    <Section
      actions={
        <Badge kind={hasTotp ? 'good' : 'neutral'}>{hasTotp ? FACTORS.on : FACTORS.off}</Badge>
      }
      framed
      summary={FACTORS.totpSummary}
      title={FACTORS.totp}
    >
      {hasTotp && <p className="mb-3 text-sm">{FACTORS.codesLeft(recoveryCodesLeft)}</p>}
      <div className="flex flex-wrap gap-2">
        <Button kind={hasTotp ? 'secondary' : 'primary'} onClick={() => setOpen('setUp')}>
          {hasTotp ? FACTORS.replace : FACTORS.setUp}
        </Button>
        {hasTotp && (
          <>
            <Button busy={renew.isRunning && FACTORS.making} onClick={() => renew.run({})}>
              {FACTORS.newCodes}
            </Button>
            <Button onClick={() => setOpen('remove')}>{FACTORS.remove}</Button>
          </>
        )}
      </div>
      {open === 'setUp' && <TotpDialog onClose={close} onCodes={setCodes} />}
      <ConfirmDialog
        busy={remove.isRunning && FACTORS.removing}
        confirmLabel={FACTORS.remove}
        onClose={close}
        onConfirm={() => remove.run({})}
        open={open === 'remove'}
        problem={remove.problem}
        title={FACTORS.removeTitle}
      >
        {FACTORS.removeEffect}
      </ConfirmDialog>
      {codes && <RecoveryCodes codes={codes} onClose={() => setCodes(undefined)} />}
    </Section>
  );
}
