import { useNavigate } from '@tanstack/react-router';
import { ConfirmDialog, formatCount } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../../../app/session.js';
import { useDelayedDelete } from '../../../app/use-delayed-delete.js';
import { useRead } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import { totalsOf } from '../../../usage/series.js';
import type { IdentityDialogProps } from './edit-limits-dialog.js';
import { useKeysOfIdentity } from './use-keys-of-identity.js';

const WORDS = IDENTITY_WORDS.remove;
const HOUR_MS = 3_600_000;
const UNKNOWN = '…';

export function RemoveIdentityDialog({ identity, onClose }: IdentityDialogProps): ReactNode {
  const { externalId, id, ratelimits = [] } = identity;
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const [openedAtMs] = useState(() => Date.now());
  const keys = useKeysOfIdentity(identity);
  const span = { from: openedAtMs - HOUR_MS, to: openedAtMs };
  const { data: checks } = useRead('analytics.series', { ...span, externalIds: [externalId] });
  const remove = useDelayedDelete('identities.deleteIdentity', [
    'identities.listIdentities',
    'identities.getIdentity',
    'apis.listKeys',
  ]);
  const keyCount = keys.isLoading ? UNKNOWN : formatCount(keys.rows.length);
  return (
    <ConfirmDialog
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => {
        remove({ identity: id }, WORDS.what(externalId));
        void navigate({ to: '/w/$workspace/identities', params: { workspace: slug } });
      }}
      open
      title={WORDS.title(externalId)}
      typed={externalId}
    >
      <p className="mb-2">
        {WORDS.effect(
          keys.isWhole ? keyCount : `${keyCount}+`,
          checks === undefined ? UNKNOWN : formatCount(totalsOf(checks).all),
        )}
      </p>
      {ratelimits.length > 0 && (
        <p className="mb-2">{WORDS.limits(formatCount(ratelimits.length))}</p>
      )}
      <p>{WORDS.final}</p>
    </ConfirmDialog>
  );
}
