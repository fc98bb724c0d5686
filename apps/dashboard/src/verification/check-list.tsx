import { cx } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { VERIFY_WORDS } from '../strings/verify.js';
import type { Check, CheckResult } from './checks.js';

const WORDS = VERIFY_WORDS.checks;

export interface ShownCheck {
  readonly check: Check;
  readonly result: CheckResult;
  readonly rule?: string | undefined;
  readonly seen?: ReactNode;
}

const LOOKS: Readonly<Record<CheckResult, { glyph: string; colour: string }>> = {
  passed: { glyph: '●', colour: 'text-good' },
  failed: { glyph: '✕', colour: 'text-danger' },
  notAsked: { glyph: '○', colour: 'text-quiet' },
  notReached: { glyph: '·', colour: 'text-quiet' },
};

/** Each check in its order: what it is, how it ended, what it saw. */
export function CheckList({ checks }: { readonly checks: readonly ShownCheck[] }): ReactNode {
  return (
    <ol aria-label={WORDS.title} className="flex flex-col">
      {checks.map(({ check, result, rule, seen }) => (
        <li
          className={cx(
            'flex gap-3 border-b border-line py-2 text-sm last:border-0',
            result === 'notReached' && 'text-quiet',
          )}
          key={check}
        >
          <span aria-hidden="true" className={cx('w-3 shrink-0 text-center', LOOKS[result].colour)}>
            {LOOKS[result].glyph}
          </span>
          <span className="min-w-0 flex-1">
            <span className={cx(result === 'failed' && 'font-medium')}>{WORDS.names[check]}</span>
            {rule && <span className="block text-xs text-quiet">{rule}</span>}
            {seen && <span className="block text-xs break-words">{seen}</span>}
          </span>
          <span className={cx('shrink-0 text-xs', LOOKS[result].colour)}>
            {WORDS.results[result]}
          </span>
        </li>
      ))}
    </ol>
  );
}
