import { Button, CodeBlock, EmptyState } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LinkButton } from '../../../app/links.js';
import { useWorkspace } from '../../../app/session.js';
import { copyAs } from '../../../lib/copy-as.js';
import type { Api } from '../../../rpc/answers.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';

const WORDS = KEY_LIST_WORDS;

export interface EmptyKeysProps {
  readonly api: Api;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

export function EmptyKeys({ api, isFiltered, onClear }: EmptyKeysProps): ReactNode {
  const { slug } = useWorkspace();
  if (isFiltered) {
    return (
      <EmptyState
        actions={<Button onClick={onClear}>{WORDS.clear}</Button>}
        icon="search"
        title={WORDS.noMatch}
      >
        {WORDS.noMatchHint}
      </EmptyState>
    );
  }
  const call = { name: 'keys.createKey', body: { apiId: api.id }, baseUrl: location.origin };
  return (
    <EmptyState
      actions={
        <LinkButton
          icon="plus"
          params={{ workspace: slug, apiId: api.id }}
          to="/w/$workspace/apis/$apiId/keys/new"
        >
          {WORDS.create}
        </LinkButton>
      }
      icon="key"
      title={WORDS.emptyTitle}
    >
      <p className="mb-3">{WORDS.empty}</p>
      <CodeBlock code={copyAs('curl', call)} label="Command that creates a key" />
    </EmptyState>
  );
}
