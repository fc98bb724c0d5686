import { useNavigate } from '@tanstack/react-router';
import { Button, Form, FormError, Section, Snippets } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { LinkButton } from '../../../app/links.js';
import { useMay, useWorkspace } from '../../../app/session.js';
import { useApiOfPage } from '../../../app/use-api.js';
import { LimitsEditor } from '../../../fields/limits-editor.js';
import { CALL_LANGUAGES, copyAs } from '../../../lib/copy-as.js';
import { LANGUAGE_NAMES } from '../../../lib/snippets.js';
import type { NewKey } from '../../../rpc/answers.js';
import { useSecretChange } from '../../../rpc/use-secret-change.js';
import { CREATE_KEY_WORDS, KEY_WORDS } from '../../../strings/key-pages.js';
import { faultsOfCredits } from '../fields/credit-form.js';
import { CreditsEditor } from '../fields/credits-editor.js';
import { ExpiryField } from '../fields/expiry-field.js';
import { PermissionsField, RolesField } from '../fields/names-field.js';
import { CreatedKey } from './created-key.js';
import { createRequestOf, EMPTY_FORM, isComplete } from './form.js';
import { GeneralFields, MoreFields } from './general-fields.js';

const WORDS = CREATE_KEY_WORDS;

export function CreateKeyPage(): ReactNode {
  const api = useApiOfPage();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const may = useMay('api.create_key', api.id);
  const [form, setForm] = useState(EMPTY_FORM);
  const [wasTried, setTried] = useState(false);
  const create = useSecretChange('keys.createKey', {
    invalidates: ['apis.listKeys', 'apis.countKeys', 'identities.listIdentities'],
  });
  const set = (fields: Partial<typeof form>) => setForm((before) => ({ ...before, ...fields }));
  const request = createRequestOf(api, form);
  const submit = () => {
    setTried(true);
    if (may.allowed && isComplete(form)) void create.run(request);
  };
  const params = { workspace: slug, apiId: api.id };
  const open = (keyId = '') =>
    void navigate({
      to: '/w/$workspace/keys/$keyId',
      params: { workspace: slug, keyId },
      search: { api: api.id },
    });
  return (
    <>
      <Form className="flex max-w-180 flex-col gap-5" onSubmit={submit} problem={create.problem}>
        <Section framed summary={WORDS.summary} title={WORDS.title}>
          <div className="flex flex-col gap-4">
            <GeneralFields form={form} onChange={set} />
            <ExpiryField onChange={(expires) => set({ expires })} value={form.expires} />
          </div>
        </Section>
        <Section framed summary={KEY_WORDS.credits.summary} title={KEY_WORDS.credits.title}>
          <CreditsEditor
            faults={wasTried ? faultsOfCredits(form.credits) : {}}
            form={form.credits}
            onChange={(credits) => set({ credits })}
          />
        </Section>
        <Section framed summary={KEY_WORDS.limits.summary} title={KEY_WORDS.limits.title}>
          <LimitsEditor
            onChange={(limits) => set({ limits })}
            rows={form.limits}
            showsFaults={wasTried}
          />
        </Section>
        <Section framed summary={WORDS.accessHint} title={WORDS.access}>
          <div className="flex flex-col gap-4">
            <RolesField onChange={(roles) => set({ roles })} values={form.roles} />
            <PermissionsField
              onChange={(permissions) => set({ permissions })}
              values={form.permissions}
            />
          </div>
        </Section>
        <Section framed title={WORDS.more}>
          <MoreFields api={api} form={form} onChange={set} />
        </Section>
        <FormError />
        {wasTried && !isComplete(form) && (
          <p className="text-sm text-danger" role="alert">
            {WORDS.incomplete}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            blocked={may.blocked}
            busy={create.isRunning && WORDS.busy}
            kind="primary"
            type="submit"
          >
            {WORDS.action}
          </Button>
          <LinkButton params={params} to="/w/$workspace/apis/$apiId/keys">
            {WORDS.cancel}
          </LinkButton>
        </div>
        <CopyAs request={request} />
      </Form>
      {create.data && <CreatedKey created={create.data} onClose={() => open(create.data?.keyId)} />}
    </>
  );
}

/** The call that the button makes, for a program. */
function CopyAs({ request }: { readonly request: NewKey }): ReactNode {
  const call = { name: 'keys.createKey', body: request, baseUrl: location.origin };
  return (
    <details className="min-w-0">
      <summary className="cursor-pointer text-sm text-quiet">{WORDS.copyAs}</summary>
      <div className="pt-2">
        <Snippets
          snippets={CALL_LANGUAGES.map((language) => ({
            language: LANGUAGE_NAMES[language],
            code: copyAs(language, call),
          }))}
        />
      </div>
    </details>
  );
}
