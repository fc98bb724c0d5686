import { useNavigate } from '@tanstack/react-router';
import { Button, ConfirmDialog, formatCount, Section, Switch, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay, useWorkspace } from '../../../app/session.js';
import { anHourAgo } from '../../../lib/an-hour-ago.js';
import type { Api } from '../../../rpc/answers.js';
import { useChange, useRead } from '../../../rpc/hooks.js';
import { API_WORDS } from '../../../strings/apis.js';
import { totalsOf } from '../../../usage/series.js';

const WORDS = API_WORDS.remove;

export function DeleteSection({ api }: { readonly api: Api }): ReactNode {
  const mayDelete = useMay('api.delete_api', api.id);
  const [asks, setAsks] = useState(false);
  const blocked = mayDelete.blocked ?? (api.deleteProtection ? WORDS.protected : undefined);
  return (
    <Section framed summary={WORDS.summary} title={WORDS.section}>
      <div className="flex flex-col items-start gap-4">
        <ProtectionSwitch api={api} />
        <Button blocked={blocked} kind="danger" onClick={() => setAsks(true)}>
          {WORDS.action}
        </Button>
      </div>
      <DeleteDialog api={api} onClose={() => setAsks(false)} open={asks} />
    </Section>
  );
}

/** Takes effect at once: it is there for the moment before a mistake. */
function ProtectionSwitch({ api }: { readonly api: Api }): ReactNode {
  const may = useMay('api.update_api', api.id);
  const change = useChange('apis.updateApi', { invalidates: ['apis.listApis'] });
  return (
    <Switch
      checked={api.deleteProtection}
      disabled={!may.allowed || change.isRunning}
      error={change.problem?.detail}
      hint={may.blocked ?? API_WORDS.settings.protectionHint}
      label={API_WORDS.settings.protection}
      onChange={(deleteProtection) => change.run({ apiId: api.id, deleteProtection })}
    />
  );
}

interface DeleteDialogProps {
  readonly api: Api;
  readonly open: boolean;
  readonly onClose: () => void;
}

function DeleteDialog({ api, open, onClose }: DeleteDialogProps): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const toast = useToast();
  const { data: counts } = useRead('apis.countKeys', { apiIds: [api.id] }, { enabled: open });
  const { data: checks } = useRead(
    'analytics.series',
    { apiIds: [api.id], groupBy: 'outcome', from: anHourAgo(Date.now()) },
    { enabled: open },
  );
  const remove = useChange('apis.deleteApi', {
    invalidates: ['apis.listApis', 'apis.countKeys'],
    onDone: () => {
      toast.show({ text: WORDS.done(api.name) });
      void navigate({ to: '/w/$workspace/apis', params: { workspace: slug } });
    },
  });
  const [count] = counts?.items ?? [];
  return (
    <ConfirmDialog
      busy={remove.isRunning && WORDS.busy}
      confirmLabel={WORDS.action}
      onClose={onClose}
      onConfirm={() => remove.run({ apiId: api.id })}
      open={open}
      problem={remove.problem}
      title={WORDS.title(api.name)}
      typed={api.name}
    >
      <p className="mb-2">
        {WORDS.effect(
          count === undefined ? '…' : `${formatCount(count.keys)}${count.isExact ? '' : '+'}`,
          checks === undefined ? '…' : formatCount(totalsOf(checks).all),
        )}
      </p>
      <p>{WORDS.final}</p>
    </ConfirmDialog>
  );
}
