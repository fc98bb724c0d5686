import { useNavigate } from '@tanstack/react-router';
import { Menu } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay, useWorkspace } from '../../../app/session.js';
import type { Key } from '../../../rpc/answers.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { DeleteKeyDialog } from '../acts/delete-key-dialog.js';
import { RerollDialog } from '../acts/reroll-dialog.js';
import { useToggleKey } from '../acts/use-toggle-key.js';
import { nameOf } from '../name-of.js';

const WORDS = KEY_LIST_WORDS.menu;

export interface KeyMenuProps {
  readonly item: Key;
  readonly apiId: string;
}

export function KeyMenu({ item, apiId }: KeyMenuProps): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'reroll' | 'delete'>();
  const toggle = useToggleKey({ name: nameOf(item) });
  const mayUpdate = useMay('api.update_key', apiId);
  const mayCreate = useMay('api.create_key', apiId);
  const mayDelete = useMay('api.delete_key', apiId);
  const { keyId, enabled, identity } = item;
  const owner = identity?.externalId;
  const open = () =>
    void navigate({
      to: '/w/$workspace/keys/$keyId',
      params: { workspace: slug, keyId },
      search: { api: apiId },
    });
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu
        groups={[
          {
            items: [
              { label: WORDS.open, icon: 'key', onSelect: open, shortcut: 'Enter' },
              ...(owner === undefined
                ? []
                : [
                    {
                      label: WORDS.ofOwner(owner),
                      icon: 'filter' as const,
                      onSelect: () =>
                        void navigate({
                          to: '/w/$workspace/apis/$apiId/keys',
                          params: { workspace: slug, apiId },
                          search: { owner },
                        }),
                    },
                  ]),
              {
                label: WORDS.copyId,
                icon: 'copy',
                onSelect: () => void navigator.clipboard.writeText(keyId),
              },
            ],
          },
          {
            items: [
              {
                label: enabled ? WORDS.disable : WORDS.enable,
                icon: enabled ? 'pause' : 'play',
                blocked: mayUpdate.blocked,
                onSelect: () => toggle.run({ keyId, enabled: !enabled }),
              },
              {
                label: WORDS.reroll,
                icon: 'refresh',
                blocked: mayCreate.blocked,
                onSelect: () => setDialog('reroll'),
              },
              {
                label: WORDS.remove,
                icon: 'trash',
                danger: true,
                blocked: mayDelete.blocked,
                onSelect: () => setDialog('delete'),
              },
            ],
          },
        ]}
        label={WORDS.label(nameOf(item))}
      />
      {dialog === 'delete' && <DeleteKeyDialog item={item} onClose={close} open />}
      {dialog === 'reroll' && <RerollDialog apiId={apiId} item={item} onClose={close} open />}
    </>
  );
}
