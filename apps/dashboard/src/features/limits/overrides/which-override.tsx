import { Section, TextField } from '@unlatch/ui';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { printDuration } from '../../../lib/duration.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useRead } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { readOverridesSearch } from '../search.js';
import { useNamespaceOfPage } from '../use-namespace.js';

const WORDS = LIMIT_WORDS.which;

/** Patterns may overlap, so the page asks the service which one it applies. */
export function WhichOverride(): ReactNode {
  const [{ which }, setSearch] = usePageSearch(readOverridesSearch);
  const [typed, setTyped] = useState(which ?? '');
  const identifier = useDeferredValue(typed);
  const type = (text: string) => {
    setTyped(text);
    setSearch({ which: text || undefined });
  };
  return (
    <Section framed summary={WORDS.summary} title={WORDS.title}>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={WORDS.field}
          maxLength={512}
          mono
          onChange={type}
          placeholder={WORDS.placeholder}
          value={typed}
        />
        <div aria-live="polite" className="text-sm sm:pt-6">
          {identifier !== '' && <Answer identifier={identifier} />}
        </div>
      </div>
    </Section>
  );
}

function Answer({ identifier }: { readonly identifier: string }): ReactNode {
  const { id } = useNamespaceOfPage();
  const { data, problem } = useRead('ratelimit.getOverride', { namespace: id, identifier });
  if (problem?.status === 404) return WORDS.none;
  if (problem) return problem.detail;
  if (data === undefined) return null;
  const isExact = data.identifier === identifier;
  return (
    <>
      <div>{isExact ? WORDS.exact : WORDS.pattern(data.identifier)}</div>
      <div className="tabular text-quiet">
        {WORDS.numbers(data.limit.toLocaleString('en'), printDuration(data.duration))}
      </div>
    </>
  );
}
