import { useNavigate } from '@tanstack/react-router';
import { Button, Dialog, Form, FormError, Section, TextField, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../../../app/session.js';
import { areLimitsComplete, type LimitRow, limitSettingsFrom } from '../../../fields/limit-rows.js';
import { LimitsEditor } from '../../../fields/limits-editor.js';
import { readJsonObject } from '../../../lib/json-object.js';
import { useChange } from '../../../rpc/hooks.js';
import { IDENTITY_WORDS } from '../../../strings/identities.js';
import { MetaField } from '../meta-field.js';

const WORDS = IDENTITY_WORDS.create;
const FORM = 'create-identity';

export function CreateIdentityDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const toast = useToast();
  const [externalId, setExternalId] = useState('');
  const [metaText, setMetaText] = useState('');
  const [limits, setLimits] = useState<readonly LimitRow[]>([]);
  const [isTried, setTried] = useState(false);
  const create = useChange('identities.createIdentity', {
    invalidates: ['identities.listIdentities'],
    onDone: ({ identityId }) => {
      toast.show({ text: WORDS.done(externalId) });
      const params = { workspace: slug, identityId };
      void navigate({ to: '/w/$workspace/identities/$identityId', params });
    },
  });
  const submit = () => {
    setTried(true);
    const meta = readJsonObject(metaText);
    if (meta === undefined || !areLimitsComplete(limits)) return;
    create.run({ externalId, meta, ratelimits: limitSettingsFrom(limits) });
  };
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={create.isRunning && WORDS.busy} form={FORM} kind="primary" type="submit">
            {WORDS.action}
          </Button>
        </>
      }
      onClose={onClose}
      open
      summary={WORDS.summary}
      title={WORDS.title}
      width="wide"
    >
      <Form id={FORM} onSubmit={submit} problem={create.problem}>
        <TextField
          autoFocus
          hint={WORDS.externalIdHint}
          label={WORDS.externalId}
          maxLength={255}
          mono
          name="externalId"
          onChange={setExternalId}
          placeholder={WORDS.placeholder}
          value={externalId}
        />
        <MetaField onChange={setMetaText} showsFault={isTried} value={metaText} />
        <Section summary={IDENTITY_WORDS.limits.summary} title={WORDS.limits}>
          <LimitsEditor onChange={setLimits} rows={limits} showsFaults={isTried} />
        </Section>
        <FormError />
      </Form>
    </Dialog>
  );
}
