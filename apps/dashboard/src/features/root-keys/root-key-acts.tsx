import { Menu, SecretOnce } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../app/session.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import { DeleteRootKey } from './delete-root-key.js';
import type { RootKey } from './root-key.js';
import { RootKeyForm } from './root-key-form.js';
import { RotateRootKey } from './rotate-root-key.js';
import { useToggle } from './use-toggle.js';

type Act = 'edit' | 'rotate' | 'delete';

/** The menu of a root key, with the dialogs that it opens. */
export function RootKeyActs({ rootKey }: { readonly rootKey: RootKey }): ReactNode {
  const [act, setAct] = useState<Act>();
  const [secret, setSecret] = useState<string>();
  const write = useMay('rootKeys.write');
  const remove = useMay('rootKeys.delete');
  const toggle = useToggle(rootKey);
  const close = () => setAct(undefined);
  const name = rootKey.name ?? rootKey.keyId;
  return (
    <>
      <Menu
        groups={[
          {
            items: [
              {
                label: WORDS.edit,
                icon: 'edit',
                blocked: write.blocked,
                onSelect: () => setAct('edit'),
              },
              {
                label: WORDS.reroll,
                icon: 'refresh',
                blocked: write.blocked,
                onSelect: () => setAct('rotate'),
              },
              {
                label: rootKey.enabled ? WORDS.disable : WORDS.enable,
                icon: rootKey.enabled ? 'pause' : 'play',
                blocked: write.blocked,
                onSelect: toggle,
              },
            ],
          },
          {
            items: [
              {
                label: WORDS.remove,
                icon: 'trash',
                danger: true,
                blocked: remove.blocked,
                onSelect: () => setAct('delete'),
              },
            ],
          },
        ]}
        label={WORDS.menu(name)}
      />
      <RootKeyForm onClose={close} open={act === 'edit'} rootKey={rootKey} />
      <RotateRootKey
        onClose={close}
        onRotated={setSecret}
        open={act === 'rotate'}
        rootKey={rootKey}
      />
      <DeleteRootKey onClose={close} open={act === 'delete'} rootKey={rootKey} />
      <SecretOnce
        onClose={() => setSecret(undefined)}
        open={secret !== undefined}
        secret={secret ?? ''}
        title={WORDS.secret.rotatedTitle}
      />
    </>
  );
}
