import { Button, CopyButton, Dialog } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { FACTORS } from '../../strings/factors.js';

/** Shown only now. Closing before they were copied asks once more. */
export function RecoveryCodes({
  codes,
  onClose,
}: {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}): ReactNode {
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const close = () => (copied || asked ? onClose() : setAsked(true));
  return (
    <Dialog
      actions={
        <>
          <CopyButton
            label={FACTORS.copyCodes}
            onCopied={() => setCopied(true)}
            showLabel
            text={codes.join('\n')}
          />
          <Button kind={copied ? 'primary' : 'secondary'} onClick={close}>
            {asked && !copied ? FACTORS.closeAnyway : FACTORS.done}
          </Button>
        </>
      }
      onClose={close}
      open
      summary={FACTORS.codesSummary}
      title={FACTORS.codes}
      width="narrow"
    >
      <ol className="mono grid grid-cols-2 gap-x-6 gap-y-1.5 text-base">
        {codes.map((code) => (
          <li className="select-all" key={code}>
            {code}
          </li>
        ))}
      </ol>
      {asked && !copied && (
        <p className="mt-3 text-sm text-danger" role="alert">
          {FACTORS.codesLost}
        </p>
      )}
    </Dialog>
  );
}
