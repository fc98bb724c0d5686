import { useNavigate } from '@tanstack/react-router';
import { Button } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay, useWorkspace } from '../../../app/session.js';
import { useApi } from '../../../app/use-api.js';
import type { Key } from '../../../rpc/answers.js';
import { KEY_PAGE_WORDS } from '../../../strings/key-pages.js';
import { DeleteKeyDialog } from '../acts/delete-key-dialog.js';
import { RerollDialog } from '../acts/reroll-dialog.js';
import { useToggleKey } from '../acts/use-toggle-key.js';
import { nameOf } from '../name-of.js';
import { RevealKey } from './reveal-key.js';

const WORDS = KEY_PAGE_WORDS;

interface KeyActionsProps {
  readonly item: Key;
  readonly apiId: string | undefined;
}

/** What is done to a key as a whole. */
export function KeyActions({ item, apiId }: KeyActionsProps): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'reroll' | 'delete'>();
  const toggle = useToggleKey({ name: nameOf(item) });
  const { api } = useApi(apiId);
  const mayUpdate = useMay('api.update_key', apiId);
  const mayCreate = useMay('api.create_key', apiId);
  const mayDelete = useMay('api.delete_key', apiId);
  const { keyId, enabled } = item;
  const close = () => setDialog(undefined);
  // What is about to be deleted is no longer worked on. The list shows it until it is gone.
  const leave = () =>
    void (apiId === undefined
      ? navigate({ to: '/w/$workspace/apis', params: { workspace: slug } })
      : navigate({
          to: '/w/$workspace/apis/$apiId/keys',
          params: { workspace: slug, apiId },
        }));
  return (
    <>
      {api?.storesRecoverableKeys && <RevealKey apiId={api.id} item={item} />}
      <Button
        blocked={mayUpdate.blocked}
        busy={toggle.isRunning && (enabled ? `${WORDS.disable}…` : `${WORDS.enable}…`)}
        icon={enabled ? 'pause' : 'play'}
        onClick={() => toggle.run({ keyId, enabled: !enabled })}
      >
        {enabled ? WORDS.disable : WORDS.enable}
      </Button>
      <Button blocked={mayCreate.blocked} icon="refresh" onClick={() => setDialog('reroll')}>
        {WORDS.reroll}
      </Button>
      <Button blocked={mayDelete.blocked} icon="trash" onClick={() => setDialog('delete')}>
        {WORDS.remove}
      </Button>
      <DeleteKeyDialog item={item} onClose={close} onDelete={leave} open={dialog === 'delete'} />
      {dialog === 'reroll' && <RerollDialog apiId={apiId} item={item} onClose={close} open />}
    </>
  );
}
