import { type Fact, Facts, formatCount, Section, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { printDuration } from '../../../../lib/duration.js';
import { PageLink } from '../../../../lib/page-link.js';
import type { Credits, Key } from '../../../../rpc/answers.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';

const WORDS = KEY_PAGE_WORDS.facts;

export function KeyFacts({ item }: { readonly item: Key }): ReactNode {
  return (
    <Section framed>
      <Facts facts={factsOf(item)} />
    </Section>
  );
}

function factsOf(key: Key): Fact[] {
  const { identity, updatedAt } = key;
  return [
    {
      name: WORDS.owner,
      value:
        identity === undefined ? (
          WORDS.none
        ) : (
          <PageLink page={`identities/${identity.id}`}>{identity.externalId}</PageLink>
        ),
    },
    { name: WORDS.credits, value: <Balance credits={key.credits} /> },
    { name: WORDS.limits, value: <Limits limits={key.ratelimits} /> },
    { name: WORDS.lastUsed, value: <Moment value={key.lastUsedAt} /> },
    { name: WORDS.expires, value: <Moment value={key.expires} /> },
    { name: WORDS.created, value: <Time value={key.createdAt} /> },
    ...(updatedAt === undefined
      ? []
      : [{ name: WORDS.changed, value: <Time value={updatedAt} /> }]),
    { name: WORDS.roles, value: <Names names={key.roles} /> },
    { name: WORDS.permissions, value: <Names names={key.permissions} /> },
  ];
}

function Balance({ credits }: { readonly credits: Credits | undefined }): ReactNode {
  if (credits === undefined || credits.remaining === null) return WORDS.unlimited;
  const { remaining, refill } = credits;
  return (
    <>
      {formatCount(remaining)}
      {refill && (
        <div className="text-xs text-quiet">
          {WORDS.refill(formatCount(refill.amount), refill.interval, refill.refillDay ?? 1)}
        </div>
      )}
    </>
  );
}

function Limits({ limits }: { readonly limits: Key['ratelimits'] }): ReactNode {
  if (limits === undefined || limits.length === 0) return WORDS.none;
  return (
    <ul>
      {limits.map(({ id, name, limit, duration, autoApply }) => (
        <li key={id}>
          {name}{' '}
          <span className="text-quiet">
            {WORDS.limit(formatCount(limit), printDuration(duration))}
            {autoApply && `, ${WORDS.always}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Moment({ value }: { readonly value: number | undefined }): ReactNode {
  return value === undefined ? WORDS.never : <Time value={value} />;
}

function Names({ names }: { readonly names: readonly string[] | undefined }): ReactNode {
  if (names === undefined || names.length === 0) return WORDS.none;
  return <span className="mono text-xs">{names.join(', ')}</span>;
}
