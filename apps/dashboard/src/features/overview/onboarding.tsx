import { Badge, Button, CodeBlock, Icon, Page, PageHeader, Section } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { PageLink } from '../../lib/page-link.js';
import { useRead } from '../../rpc/hooks.js';
import { ONBOARDING_WORDS as WORDS } from '../../strings/overview.js';
import { CreateApiStep, CreateKeyStep, VerifyStep } from './onboarding-acts.js';
import { type Step, type StepState, stepStates } from './onboarding-steps.js';

interface OnboardingProps {
  readonly apis: readonly { readonly id: string; readonly name: string }[];
  /** The service has recorded a verification, also one that did not come from this page. */
  readonly isVerified: boolean;
  readonly onLeave: () => void;
}

/** It stays until it is left, since the secret of the key is shown nowhere else. */
export function Onboarding({ apis, isVerified, onLeave }: OnboardingProps): ReactNode {
  const counts = useRead('apis.countKeys', {});
  // The secret is in the state of this page alone, and gone with it.
  const [secret, setSecret] = useState<string>();
  const [wasValid, setValid] = useState(false);
  const verified = isVerified || wasValid;
  const [api] = apis;
  const withKeys = counts.data?.items.find(({ keys }) => keys > 0);
  const states = stepStates({
    hasApi: api !== undefined,
    hasKey: secret !== undefined,
    hasVerification: verified,
  });
  return (
    <Page>
      <PageHeader
        actions={<Button onClick={onLeave}>{verified ? WORDS.leaveDone : WORDS.leave}</Button>}
        summary={WORDS.summary}
        title={WORDS.title}
      />
      <ol className="flex flex-col gap-3">
        <StepFrame nth={1} state={states.api} step="api">
          {api === undefined ? <CreateApiStep /> : <Done>{WORDS.api.done(api.name)}</Done>}
        </StepFrame>
        <StepFrame nth={2} state={states.key} step="key">
          {secret !== undefined ? (
            <>
              <Done>{WORDS.key.done}</Done>
              <CodeBlock code={secret} label={WORDS.key.done} wrap />
            </>
          ) : (
            api !== undefined && (
              <>
                {withKeys && <p className="text-sm text-quiet">{WORDS.key.lost}</p>}
                <CreateKeyStep apiId={api.id} onCreated={setSecret} />
              </>
            )
          )}
        </StepFrame>
        <StepFrame nth={3} state={states.verify} step="verify">
          {verified && secret === undefined && <Done>{WORDS.verify.done}</Done>}
          {secret !== undefined && (
            <VerifyStep isVerified={verified} onVerified={() => setValid(true)} secret={secret} />
          )}
        </StepFrame>
      </ol>
      {verified && <Next apiId={api?.id} />}
    </Page>
  );
}

function StepFrame({
  nth,
  step,
  state,
  children,
}: {
  readonly nth: number;
  readonly step: Step;
  readonly state: StepState;
  readonly children: ReactNode;
}): ReactNode {
  const { title, text } = WORDS[step];
  return (
    <li
      aria-current={state === 'current' ? 'step' : undefined}
      className="flex gap-3 rounded-control border border-line bg-surface p-4"
    >
      {state === 'done' ? (
        <span className="flex w-6 shrink-0 justify-center">
          <Icon className="mt-0.5 text-good" name="check" size={20} />
        </span>
      ) : (
        <span className="flex w-6 shrink-0 justify-center">
          <Badge kind={state === 'current' ? 'accent' : 'neutral'}>{nth}</Badge>
        </span>
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div>
          <h2 className="text-base">{title}</h2>
          <p className="text-sm text-quiet">{text}</p>
        </div>
        {state !== 'later' && children}
      </div>
    </li>
  );
}

function Done({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className="text-sm text-good" role="status">
      {children}.
    </p>
  );
}

function Next({ apiId }: { readonly apiId: string | undefined }): ReactNode {
  return (
    <Section title={WORDS.next}>
      <ul className="flex flex-col gap-1 text-sm">
        {apiId !== undefined && (
          <li>
            <PageLink page={`apis/${apiId}/keys`}>{WORDS.links.keys}</PageLink>
          </li>
        )}
        <li>
          <PageLink page="root-keys">{WORDS.links.rootKeys}</PageLink>
        </li>
        <li>
          <PageLink page="settings/members">{WORDS.links.team}</PageLink>
        </li>
      </ul>
    </Section>
  );
}
