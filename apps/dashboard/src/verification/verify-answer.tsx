import { Badge, formatCount, OutcomeBadge, Section, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LinkButton } from '../app/links.js';
import { useWorkspace } from '../app/session.js';
import type { Verification } from '../rpc/answers.js';
import { VERIFY_WORDS } from '../strings/verify.js';
import { CheckList, type ShownCheck } from './check-list.js';
import { type Check, checksOf } from './checks.js';
import type { Verified } from './use-verify.js';

const WORDS = VERIFY_WORDS;

export interface VerifyAnswerProps {
  readonly verified: Verified;
  /** Not where leaving the page would lose a key that was not copied yet. */
  readonly linksToKey?: boolean | undefined;
}

export function VerifyAnswer({ verified, linksToKey = true }: VerifyAnswerProps): ReactNode {
  const { answer, tookMs } = verified;
  const { slug } = useWorkspace();
  return (
    <div aria-live="polite" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <Badge kind={answer.valid ? 'good' : 'danger'}>
          {answer.valid ? WORDS.valid : WORDS.invalid}
        </Badge>
        <OutcomeBadge outcome={answer.code} />
        <span className="text-sm text-quiet">{WORDS.took(tookMs.toFixed(0))}</span>
        {linksToKey && answer.keyId && (
          <LinkButton
            className="ml-auto"
            params={{ workspace: slug, keyId: answer.keyId }}
            to="/w/$workspace/keys/$keyId"
          >
            {WORDS.openKey}
          </LinkButton>
        )}
      </div>
      <Section title={WORDS.checks.title}>
        <CheckList checks={shownChecksOf(verified)} />
      </Section>
      {answer.ratelimits && answer.ratelimits.length > 0 && <Limits limits={answer.ratelimits} />}
    </div>
  );
}

function shownChecksOf({ answer, request }: Verified): ShownCheck[] {
  const { permissions } = request;
  const done = checksOf(answer, { permissions: permissions !== undefined });
  const seen: Partial<Record<Check, ReactNode>> = {
    key: answer.name ?? answer.keyId,
    expiry: answer.expires && <Time format="absolute" value={answer.expires} />,
    permissions: permissions && <span className="mono">{permissions}</span>,
    credits: spentOf(answer, request.credits?.cost),
  };
  return done.map(({ check, result }) => ({
    check,
    result,
    seen: result === 'notReached' ? undefined : seen[check],
  }));
}

function spentOf({ code, credits }: Verification, cost = 1): string | undefined {
  if (code === 'NOT_FOUND') return undefined;
  if (credits === undefined) return WORDS.unlimited;
  const left = WORDS.spent(formatCount(credits));
  return code !== 'VALID' || cost === 0 ? `${WORDS.spentNone} ${left}` : left;
}

function Limits({
  limits,
}: {
  readonly limits: NonNullable<Verification['ratelimits']>;
}): ReactNode {
  return (
    <Section title={WORDS.limits.title}>
      <ul className="flex flex-col text-sm">
        {limits.map(({ id, name, limit, remaining, reset, exceeded }) => (
          <li
            className="flex flex-wrap items-center gap-3 border-b border-line py-2 last:border-0"
            key={`${id} ${name}`}
          >
            <span className="min-w-0 flex-1 font-medium">{name}</span>
            {exceeded && <Badge kind="danger">{WORDS.limits.exceeded}</Badge>}
            <span className="tabular">
              {WORDS.limits.left(formatCount(remaining), formatCount(limit))}
            </span>
            <span className="text-quiet">
              {WORDS.limits.reset} <Time value={reset} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
