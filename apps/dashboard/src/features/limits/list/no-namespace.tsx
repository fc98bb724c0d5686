import { CodeBlock, EmptyState } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { copyAs } from '../../../lib/copy-as.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';

const WORDS = LIMIT_WORDS.list;

const FIRST_CHECK = { namespace: 'sign-in', identifier: 'user_42', limit: 10, duration: 60_000 };

export function NoNamespace({ action }: { readonly action: ReactNode }): ReactNode {
  const call = { name: 'ratelimit.limit', body: FIRST_CHECK, baseUrl: location.origin };
  return (
    <EmptyState actions={action} icon="limit" title={WORDS.emptyTitle}>
      <p className="mb-3">{WORDS.empty}</p>
      <CodeBlock code={copyAs('curl', call)} label={WORDS.command} />
    </EmptyState>
  );
}

export function NoMatch(): ReactNode {
  return (
    <EmptyState icon="search" title={WORDS.noMatch}>
      {WORDS.noMatchHint}
    </EmptyState>
  );
}
