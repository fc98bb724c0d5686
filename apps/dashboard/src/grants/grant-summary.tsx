import { IconButton } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { GRANT_WORDS as WORDS } from '../strings/grants.js';
import { groupGrants, type SaidGrant } from './grants.js';
import { useGrantNames } from './use-grant-names.js';

interface GrantSummaryProps {
  readonly grants: readonly string[];
  readonly onRemove?: (grant: string) => void;
}

/** More than these are folded, so that the kinds are seen first. */
const OPEN_MAX = 12;

/** What the holder of these permissions can do, in words. */
export function GrantSummary({ grants, onRemove }: GrantSummaryProps): ReactNode {
  return (
    <div className="min-w-0 text-sm">
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <h3 className="text-sm font-medium">{WORDS.summary}</h3>
        <span className="tabular text-xs text-quiet">{WORDS.chosen(grants.length)}</span>
      </div>
      {grants.length === 0 && <p className="text-quiet">{WORDS.nothing}</p>}
      <div className="flex flex-col gap-2">
        {groupGrants(grants).map((group) => (
          <details key={group.title} open={onRemove !== undefined || grants.length <= OPEN_MAX}>
            <summary className="min-h-6 py-0.5 text-xs font-medium text-quiet">
              {group.title} ({group.grants.length})
            </summary>
            <ul>
              {group.grants.map((said) => (
                <GrantLine key={said.grant} onRemove={onRemove} said={said} />
              ))}
            </ul>
          </details>
        ))}
      </div>
    </div>
  );
}

function GrantLine({
  said: { grant, words, on },
  onRemove,
}: {
  readonly said: SaidGrant;
  readonly onRemove: ((grant: string) => void) | undefined;
}): ReactNode {
  const [type = ''] = grant.split('.');
  const { nameOf } = useGrantNames(type);
  return (
    <li className="flex min-w-0 items-center justify-between gap-2" title={grant}>
      <span className={words === grant ? 'mono min-w-0 break-all' : 'min-w-0 break-words'}>
        {words}
        {on !== undefined && <span className="text-quiet"> {WORDS.on(nameOf(on))}</span>}
      </span>
      {onRemove && (
        <IconButton
          className="size-6"
          icon="close"
          label={WORDS.remove(words)}
          onClick={() => onRemove(grant)}
        />
      )}
    </li>
  );
}
