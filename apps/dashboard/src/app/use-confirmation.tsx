import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { confirmWith } from '../rpc/call.js';

const ConfirmIdentity = lazy(() =>
  import('../features/login/confirm-identity.js').then(({ ConfirmIdentity: component }) => ({
    default: component,
  })),
);

interface Question {
  readonly answer: (isConfirmed: boolean) => void;
}

/**
 * Dangerous acts ask the person for the password or a passkey, if that was not done for ten
 * minutes. Several at once ask one question: it is on the screen once, and all wait for it.
 */
export function useConfirmation(): ReactNode {
  const [question, setQuestion] = useState<Question>();
  useEffect(() => {
    let running: Promise<boolean> | undefined;
    confirmWith(() => {
      running ??= new Promise<boolean>((resolve) => setQuestion({ answer: resolve })).finally(
        () => {
          running = undefined;
          setQuestion(undefined);
        },
      );
      return running;
    });
    return () => confirmWith(async () => false);
  }, []);
  if (question === undefined) return null;
  return (
    <Suspense>
      <ConfirmIdentity onDone={question.answer} />
    </Suspense>
  );
}
