import { Dialog } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { VERIFY_WORDS } from '../strings/verify.js';
import { useVerify } from './use-verify.js';
import { VerifyAnswer } from './verify-answer.js';
import { VerifyForm } from './verify-form.js';
import { EMPTY_FIELDS } from './verify-request.js';

export interface TryDialogProps {
  /** The key itself, known for this moment only. */
  readonly secret: string;
  readonly onClose: () => void;
}

export function TryDialog({ secret, onClose }: TryDialogProps): ReactNode {
  const { run, verified, problem, isRunning } = useVerify();
  return (
    <Dialog
      onClose={onClose}
      open
      summary={VERIFY_WORDS.summary}
      title={VERIFY_WORDS.title}
      width="wide"
    >
      <div className="flex flex-col gap-6">
        <VerifyForm
          hidesKey
          initial={{ ...EMPTY_FIELDS, key: secret }}
          isRunning={isRunning}
          onVerify={(request) => void run(request)}
          problem={problem}
        />
        {verified && <VerifyAnswer linksToKey={false} verified={verified} />}
      </div>
    </Dialog>
  );
}
