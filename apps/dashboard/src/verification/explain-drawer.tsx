import {
  Drawer,
  ErrorState,
  Facts,
  formatCount,
  Id,
  OutcomeBadge,
  Section,
  Skeleton,
  Time,
} from '@unlatch/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { LinkButton } from '../app/links.js';
import { useWorkspace } from '../app/session.js';
import { PageLink } from '../lib/page-link.js';
import type { VerificationEvent } from '../rpc/answers.js';
import type { DataOf } from '../rpc/call.js';
import { useRead } from '../rpc/hooks.js';
import { VERIFY_WORDS } from '../strings/verify.js';
import { CheckList } from './check-list.js';

const WORDS = VERIFY_WORDS.explain;
const AGAIN_MS = 3000;

export interface ExplainDrawerProps {
  /** `undefined`: closed. */
  readonly requestId: string | undefined;
  readonly onClose: () => void;
}

/** Why one verification ended as it did: each check, in its order, with what it saw. */
export function ExplainDrawer({ requestId, onClose }: ExplainDrawerProps): ReactNode {
  return (
    <Drawer onClose={onClose} open={requestId !== undefined} title={WORDS.title} width="wide">
      {requestId !== undefined && <Explanation key={requestId} requestId={requestId} />}
    </Drawer>
  );
}

function Explanation({ requestId }: { readonly requestId: string }): ReactNode {
  const [isThere, setThere] = useState(false);
  // An event comes some seconds after its answer, so one that is not there yet is asked for again.
  const { data, problem, refetch } = useRead(
    'analytics.explain',
    { requestId },
    { everyMs: !isThere && AGAIN_MS },
  );
  const hasEvent = data?.event !== undefined;
  useEffect(() => setThere(hasEvent), [hasEvent]);
  if (problem) return <ErrorState onRetry={() => void refetch()} problem={problem} />;
  if (data === undefined) return <Skeleton lines={8} />;
  if (data.event === undefined) {
    return (
      <p className="text-sm text-quiet" role="status">
        {WORDS.waiting}
      </p>
    );
  }
  return <Explained data={data} event={data.event} />;
}

interface ExplainedProps {
  readonly data: DataOf<'analytics.explain'>;
  readonly event: VerificationEvent;
}

function Explained({ data, event }: ExplainedProps): ReactNode {
  return (
    <div className="flex flex-col gap-5">
      <Facts facts={factsOf(event)} />
      <Section title={VERIFY_WORDS.checks.title}>
        <CheckList checks={data.checks} />
        {!data.hasInputs && <p className="pt-2 text-xs text-quiet">{WORDS.noInputs}</p>}
      </Section>
      <KeyLinks event={event} />
    </div>
  );
}

function factsOf(event: VerificationEvent) {
  const { requestId, time, outcome, keyId, externalId, tags, spentCredits, latencyMs } = event;
  return [
    { name: WORDS.outcome, value: <OutcomeBadge outcome={outcome} /> },
    { name: WORDS.time, value: <Time format="absolute" value={time} /> },
    { name: WORDS.request, value: <Id id={requestId} label="Copy the request id" /> },
    ...(keyId === ''
      ? []
      : [{ name: WORDS.key, value: <Id id={keyId} label="Copy the key id" /> }]),
    ...(externalId === undefined ? [] : [{ name: WORDS.owner, value: externalId }]),
    { name: WORDS.tags, value: tags.length === 0 ? WORDS.none : tags.join(', ') },
    { name: WORDS.spent, value: formatCount(spentCredits) },
    { name: WORDS.latency, value: `${latencyMs} ms` },
  ];
}

/** The key as it is today, and the changes that made it so. */
function KeyLinks({ event: { keyId, apiId } }: { readonly event: VerificationEvent }): ReactNode {
  const { slug } = useWorkspace();
  if (keyId === '') return null;
  return (
    <div className="flex flex-wrap items-center gap-4 text-sm">
      <LinkButton
        params={{ workspace: slug, keyId }}
        search={{ api: apiId }}
        to="/w/$workspace/keys/$keyId"
      >
        {VERIFY_WORDS.openKey}
      </LinkButton>
      <PageLink page="audit" search={{ target: keyId, range: '30d' }}>
        {WORDS.changes}
      </PageLink>
    </div>
  );
}
