import { Button, Id } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { AUDIT_WORDS } from '../../strings/audit.js';
import type { AuditEvent } from './columns.js';
import { changesOf, type FieldChange } from './diff.js';
import type { AuditSearch } from './search.js';

const WORDS = AUDIT_WORDS.drawer;

interface TargetProps {
  readonly target: AuditEvent['targets'][number];
  readonly onFilter: (filter: Pick<AuditSearch, 'target'>) => void;
}

/** One thing that was changed, with its values before and after. */
export function Target({ target, onFilter }: TargetProps): ReactNode {
  const changes = changesOf(target.meta);
  return (
    <div className="min-w-0 rounded-control border border-line p-3">
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <span className="min-w-0">
          <span className="text-quiet">{target.type}</span>{' '}
          {target.name !== undefined && <span className="break-words">{target.name}</span>}{' '}
          <Id id={target.id} />
        </span>
        <Button className="h-7" onClick={() => onFilter({ target: [target.id] })}>
          {WORDS.sameTarget}
        </Button>
      </div>
      {changes.length > 0 && <Changes changes={changes} />}
    </div>
  );
}

function Changes({ changes }: { readonly changes: readonly FieldChange[] }): ReactNode {
  const hasBefore = changes.some(({ before }) => before !== undefined);
  return (
    <div className="mt-2 overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="text-xs text-quiet">
          <tr>
            <th className="pr-3 font-medium" scope="col">
              {WORDS.field}
            </th>
            {hasBefore && (
              <th className="pr-3 font-medium" scope="col">
                {WORDS.before}
              </th>
            )}
            <th className="font-medium" scope="col">
              {WORDS.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr className="border-t border-line align-top" key={field}>
              <th className="py-1 pr-3 font-normal text-quiet" scope="row">
                {field}
              </th>
              {hasBefore && (
                <td className="mono py-1 pr-3 break-all text-danger">
                  {before !== undefined && <del>{before}</del>}
                </td>
              )}
              <td className="mono py-1 break-all">{after ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
