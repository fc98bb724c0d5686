import { Badge, type BadgeKind, Tooltip } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { Key } from '../../rpc/answers.js';
import { KEY_WORDS } from '../../strings/key-pages.js';
import { causesOf, isBlocking, type RecentChecks, type StatusCause } from './status.js';

const WORDS = KEY_WORDS.status;

export interface StatusBadgesProps {
  readonly item: Pick<Key, 'enabled' | 'expires' | 'credits'>;
  readonly recent?: RecentChecks | undefined;
  /** In a table: the worst cause, and how many more there are. */
  readonly short?: boolean | undefined;
}

export function StatusBadges({ item, recent, short = false }: StatusBadgesProps): ReactNode {
  const causes = causesOf(item, Date.now(), recent);
  const [worst, ...others] = causes;
  if (worst === undefined) return <Badge kind="good">{WORDS.active}</Badge>;
  const shown = short ? [worst] : causes;
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      {shown.map((cause) => (
        <Badge key={cause} kind={kindOf(cause)}>
          {WORDS[cause]}
        </Badge>
      ))}
      {short && others.length > 0 && (
        <Tooltip content={others.map((cause) => WORDS[cause]).join(', ')}>
          <button className="rounded text-xs text-quiet" type="button">
            {WORDS.more(others.length)}
          </button>
        </Tooltip>
      )}
    </span>
  );
}

function kindOf(cause: StatusCause): BadgeKind {
  if (cause === 'disabled' || cause === 'expired') return 'neutral';
  return isBlocking(cause) ? 'danger' : 'warn';
}
