import { Button, Dialog, ProblemNote, Select } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useChange } from '../../rpc/hooks.js';
import { ROOT_KEY_PAGE_WORDS } from '../../strings/root-keys.js';
import type { RootKey } from './root-key.js';

const WORDS = ROOT_KEY_PAGE_WORDS.rotate;

type Grace = keyof typeof WORDS.graces;
const GRACES: readonly Grace[] = ['0', '900000', '3600000', '86400000', '604800000', 'never'];

interface RotateRootKeyProps {
  readonly open: boolean;
  readonly rootKey: RootKey;
  readonly onClose: () => void;
  readonly onRotated: (secret: string) => void;
}

export function RotateRootKey({
  open,
  rootKey,
  onClose,
  onRotated,
}: RotateRootKeyProps): ReactNode {
  const [grace, setGrace] = useState<Grace>('86400000');
  const reroll = useChange('rootKeys.rerollKey', {
    invalidates: ['rootKeys.listKeys', 'rootKeys.getKey'],
    onDone: ({ key }) => {
      onRotated(key);
      // The answer is in the state of the change too, and must not stay there.
      reroll.reset();
      onClose();
    },
  });
  const expiration = grace === 'never' ? null : Number(grace);
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>{ROOT_KEY_PAGE_WORDS.form.cancel}</Button>
          <Button
            busy={reroll.isRunning && WORDS.busy}
            kind="primary"
            onClick={() => reroll.run({ keyId: rootKey.keyId, expiration })}
          >
            {WORDS.action}
          </Button>
        </>
      }
      onClose={onClose}
      open={open}
      title={WORDS.title}
      width="narrow"
    >
      <div className="flex flex-col gap-4 text-sm">
        <p>{WORDS.text}</p>
        <Select
          choices={GRACES.map((value) => ({ value, label: WORDS.graces[value] }))}
          label={WORDS.grace}
          onChange={setGrace}
          value={grace}
        />
        {reroll.problem && <ProblemNote problem={reroll.problem} />}
      </div>
    </Dialog>
  );
}
