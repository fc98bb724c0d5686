import { Badge, Icon, Section } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { DataOf } from '../../../rpc/call.js';
import { useRead } from '../../../rpc/hooks.js';
import { ROLE_WORDS } from '../../../strings/roles.js';

const WORDS = ROLE_WORDS.test;
const ROLES_MAX = 100;

interface QueryAnswerProps {
  readonly answer: DataOf<'permissions.testQuery'>;
  readonly query: string;
}

export function QueryAnswer({ answer, query }: QueryAnswerProps): ReactNode {
  const { passes, permissions } = answer;
  return (
    <div className="flex flex-col gap-5">
      <p className="flex items-center gap-2 text-base font-medium">
        <Icon className={passes ? 'text-good' : 'text-danger'} name={passes ? 'check' : 'close'} />
        {passes ? WORDS.passes : WORDS.refused}
      </p>
      <Section framed title={WORDS.named}>
        <ul className="flex flex-col gap-1.5 text-sm">
          {permissions.map(({ slug, exists, held }) => (
            <li className="flex min-w-0 flex-wrap items-center gap-2" key={slug}>
              <Icon className={held ? 'text-good' : 'text-quiet'} name={held ? 'check' : 'close'} />
              <span className="mono min-w-0 break-all">{slug}</span>
              {exists ? (
                <span className="text-quiet">{held ? WORDS.has : WORDS.hasNot}</span>
              ) : (
                <Badge kind="warn">{WORDS.unknown}</Badge>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <PassingRoles query={query} />
    </div>
  );
}

function PassingRoles({ query }: { readonly query: string }): ReactNode {
  const roles = useRead('permissions.listRoles', { limit: ROLES_MAX, sort: 'name' });
  const ids = roles.data?.items.map(({ id }) => id) ?? [];
  const answer = useRead('permissions.testQuery', { query, roles: ids }, { keepPrevious: true });
  const passing = answer.data?.roles.filter(({ passes }) => passes) ?? [];
  const isAll = roles.data !== undefined && roles.data.cursor === undefined;
  return (
    <Section framed summary={isAll ? undefined : WORDS.whichSome} title={WORDS.which}>
      {passing.length === 0 ? (
        <p className="text-sm text-quiet">{answer.data && WORDS.none}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {passing.map(({ id, name }) => (
            <li className="max-w-full" key={id}>
              <Badge kind="good">
                <span className="truncate">{name}</span>
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
