import { Menu, SecretOnce, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../app/session.js';
import type { ItemOf } from '../../rpc/call.js';
import { useChange } from '../../rpc/hooks.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import { DeleteRootKey } from './delete-root-key.js';
import { RootKeyForm } from './root-key-form.js';
import { RotateRootKey } from './rotate-root-key.js';

export type RootKey = ItemOf<'rootKeys.listKeys'>;

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

export function useToggle({ keyId, enabled, name }: RootKey): () => void {
  const toast = useToast();
  const update = useChange('rootKeys.updateKey', {
    invalidates: ['rootKeys.listKeys', 'rootKeys.getKey'],
    onDone: () => {
      const said = enabled ? WORDS.disabledToast : WORDS.enabledToast;
      toast.show({ text: said(name ?? keyId) });
    },
    onFailed: ({ detail }) => toast.show({ kind: 'failed', text: detail }),
  });
  return () => update.run({ keyId, enabled: !enabled });
}
