import { Button, Dialog, Form, FormError, Id, ProblemNote, Skeleton, TextField } from '@unlatch/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { useChange } from '../../rpc/hooks.js';
import { FACTORS } from '../../strings/factors.js';
import { QrCode } from './qr-code.js';

/** The secret of the app is in the state of this dialog alone. */
export function TotpDialog({
  onClose,
  onCodes,
}: {
  readonly onClose: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
}): ReactNode {
  const [code, setCode] = useState('');
  const { run: start, data: app, problem, isRunning } = useChange('account.startTotp');
  const confirm = useChange('account.confirmTotp', {
    invalidates: ['account.getSecondFactors'],
    onDone: ({ recoveryCodes }) => {
      onClose();
      onCodes(recoveryCodes);
    },
  });
  useEffect(() => start({}), [start]);
  return (
    <Dialog onClose={onClose} open summary={FACTORS.setUpSummary} title={FACTORS.setUp}>
      {problem && <ProblemNote problem={problem} />}
      {isRunning && <Skeleton className="h-48" />}
      {app && (
        <Form
          onSubmit={() => confirm.run({ code: code.replaceAll(/\s/g, '') })}
          problem={confirm.problem}
        >
          <div className="flex flex-col gap-4 sm:flex-row">
            <QrCode label={FACTORS.qr} text={app.uri} />
            <div className="min-w-0 text-sm">
              <p>{FACTORS.scan}</p>
              <p className="mt-2 text-quiet">{FACTORS.byHand}</p>
              <Id id={app.secret} label={FACTORS.copySecret} />
            </div>
          </div>
          <TextField
            autoComplete="one-time-code"
            className="max-w-50"
            hint={FACTORS.codeHint}
            inputMode="numeric"
            label={FACTORS.code}
            maxLength={7}
            mono
            name="code"
            onChange={setCode}
            value={code}
          />
          <FormError />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{FACTORS.cancel}</Button>
            <Button
              busy={confirm.isRunning && FACTORS.checking}
              disabled={code.replaceAll(/\D/g, '').length !== 6}
              kind="primary"
              type="submit"
            >
              {FACTORS.turnOn}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
