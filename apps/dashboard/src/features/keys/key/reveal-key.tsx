import { Button, CopyButton, Dialog, Snippets, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session.js';
import { snippetsFor } from '../../../lib/snippets.js';
import type { Key } from '../../../rpc/answers.js';
import { useCall } from '../../../rpc/hooks.js';
import { toProblem } from '../../../rpc/problem.js';
import { KEY_ACT_WORDS } from '../../../strings/key-list.js';
import { TryDialog } from '../../../verification/try-dialog.js';

const WORDS = KEY_ACT_WORDS.reveal;

interface RevealKeyProps {
  readonly item: Key;
  readonly apiId: string;
}

/**
 * Shows a recoverable key once more, after the person has confirmed the identity. Whether a key is
 * recoverable, only the attempt tells. The secret is in the state of this component alone.
 */
export function RevealKey({ item, apiId }: RevealKeyProps): ReactNode {
  const call = useCall();
  const toast = useToast();
  const may = useMay('api.decrypt_key', apiId);
  const [secret, setSecret] = useState<string>();
  const [isRunning, setRunning] = useState(false);
  const reveal = async () => {
    setRunning(true);
    try {
      const { plaintext } = await call('keys.getKey', { keyId: item.keyId, decrypt: true });
      if (plaintext === undefined) toast.show({ kind: 'failed', text: WORDS.none });
      setSecret(plaintext);
    } catch (error) {
      toast.show({ kind: 'failed', text: toProblem(error).detail });
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <Button
        blocked={may.blocked}
        busy={isRunning && WORDS.busy}
        icon="eye"
        onClick={() => void reveal()}
      >
        {WORDS.action}
      </Button>
      {secret !== undefined && <Revealed onClose={() => setSecret(undefined)} secret={secret} />}
    </>
  );
}

interface RevealedProps {
  readonly secret: string;
  readonly onClose: () => void;
}

function Revealed({ secret, onClose }: RevealedProps): ReactNode {
  const [tries, setTries] = useState(false);
  return (
    <>
      <Dialog
        actions={
          <>
            <Button icon="verify" onClick={() => setTries(true)}>
              {KEY_ACT_WORDS.tryIt}
            </Button>
            <Button kind="primary" onClick={onClose}>
              {WORDS.close}
            </Button>
          </>
        }
        onClose={onClose}
        open
        summary={WORDS.summary}
        title={WORDS.title}
      >
        <div className="flex flex-col gap-4">
          <div className="flex flex-col gap-2 sm:flex-row sm:items-center">
            <output aria-label={WORDS.title} className="mono min-w-0 flex-1 break-all select-all">
              {secret}
            </output>
            <CopyButton label={WORDS.copy} showLabel text={secret} />
          </div>
          <Snippets snippets={snippetsFor(secret)} />
        </div>
      </Dialog>
      {tries && <TryDialog onClose={() => setTries(false)} secret={secret} />}
    </>
  );
}
