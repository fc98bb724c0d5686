import { getRouteApi } from '@tanstack/react-router';
import { EmptyState, Page, PageHeader, Section, Snippets } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { CALL_LANGUAGES, copyAs } from '../../lib/copy-as.js';
import { LANGUAGE_NAMES } from '../../lib/snippets.js';
import type { RequestOf } from '../../rpc/call.js';
import { VERIFY_WORDS } from '../../strings/verify.js';
import { ExplainDrawer } from '../../verification/explain-drawer.js';
import { useVerify } from '../../verification/use-verify.js';
import { VerifyAnswer } from '../../verification/verify-answer.js';
import { VerifyForm } from '../../verification/verify-form.js';
import { EMPTY_FIELDS } from '../../verification/verify-request.js';

const WORDS = VERIFY_WORDS;
const route = getRouteApi('/w/$workspace/verify');

export function VerifyPage(): ReactNode {
  const { permissions, explain } = route.useSearch();
  const navigate = route.useNavigate();
  const { run, verified, problem, isRunning } = useVerify();
  const verify = (request: RequestOf<'keys.verifyKey'>) => {
    void navigate({ search: { permissions: request.permissions }, replace: true });
    void run(request);
  };
  return (
    <Page>
      <PageHeader summary={WORDS.summary} title={WORDS.title} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Section framed title={WORDS.request}>
          <VerifyForm
            initial={{ ...EMPTY_FIELDS, permissions: permissions ?? '' }}
            isRunning={isRunning}
            onVerify={verify}
            problem={problem}
          />
        </Section>
        <Section framed title={WORDS.answer}>
          {verified === undefined ? (
            <EmptyState icon="verify" title={WORDS.idleTitle}>
              {WORDS.idle}
            </EmptyState>
          ) : (
            <>
              <VerifyAnswer verified={verified} />
              <CopyAs request={verified.request} />
            </>
          )}
        </Section>
      </div>
      <ExplainDrawer
        onClose={() => void navigate({ search: { permissions }, replace: true })}
        requestId={explain}
      />
    </Page>
  );
}

/** The same call as a program makes it. The key is left out: a clipboard is no place for it. */
function CopyAs({ request }: { readonly request: RequestOf<'keys.verifyKey'> }): ReactNode {
  const body = { ...request, key: 'THE_KEY' };
  const call = { name: 'keys.verifyKey', body, baseUrl: location.origin };
  return (
    <details className="min-w-0 pt-4">
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
