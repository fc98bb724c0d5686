import {
  Button,
  CodeBlock,
  CopyButton,
  Drawer,
  EmptyState,
  Facts,
  Id,
  Section,
  Time,
} from '@unlatch/ui';
import type { ReactNode } from 'react';
import { PageLink } from '../../lib/page-link.js';
import { AUDIT_WORDS } from '../../strings/audit.js';
import { Actor, type AuditEvent, EventBadge } from './columns.js';
import { changesOf, type FieldChange } from './diff.js';
import type { AuditSearch } from './search.js';

const WORDS = AUDIT_WORDS.drawer;

interface AuditDrawerProps {
  readonly event: AuditEvent | undefined;
  /** One was asked for and is not in the list, such as by an old link. */
  readonly isMissing: boolean;
  readonly onClose: () => void;
  readonly onFilter: (filter: Pick<AuditSearch, 'actor' | 'target' | 'request'>) => void;
}

export function AuditDrawer(props: AuditDrawerProps): ReactNode {
  const { event, isMissing, onClose, onFilter } = props;
  return (
    <Drawer
      actions={event && <CopyButton label={WORDS.copyLink} showLabel text={linkTo(event.id)} />}
      onClose={onClose}
      open={event !== undefined || isMissing}
      title={event?.description ?? AUDIT_WORDS.nothingFound}
      width="wide"
    >
      {event === undefined ? (
        <EmptyState title={AUDIT_WORDS.nothingFound}>{WORDS.notInList}</EmptyState>
      ) : (
        <div className="flex flex-col gap-5">
          <EventFacts event={event} />
          <Buttons event={event} onFilter={onFilter} />
          <Section title={WORDS.targets}>
            <div className="flex flex-col gap-3">
              {event.targets.map((target) => (
                <Target key={target.type + target.id} onFilter={onFilter} target={target} />
              ))}
            </div>
          </Section>
          <Section title={WORDS.json}>
            <CodeBlock code={JSON.stringify(event, null, 2)} label={WORDS.jsonLabel} />
          </Section>
        </div>
      )}
    </Drawer>
  );
}

/** The address of this page with the event open, which every member with the right can follow. */
function linkTo(id: string): string {
  const url = new URL(window.location.href);
  url.searchParams.set('open', id);
  return url.href;
}

function EventFacts({ event }: { readonly event: AuditEvent }): ReactNode {
  const { time, actor, remoteIp, userAgent, requestId, correlationId, id } = event;
  const given = (name: string, value: string | undefined) =>
    value === undefined ? [] : [{ name, value: <span className="mono break-all">{value}</span> }];
  return (
    <Facts
      facts={[
        { name: WORDS.time, value: <Time format="absolute" value={time} /> },
        { name: WORDS.event, value: <EventBadge event={event.event} /> },
        { name: WORDS.actor, value: <Actor actor={actor} /> },
        ...given(WORDS.address, remoteIp),
        ...given(WORDS.client, userAgent),
        ...given(WORDS.request, requestId),
        ...given(WORDS.correlation, correlationId),
        { name: WORDS.id, value: <Id id={id} /> },
      ]}
    />
  );
}

function Buttons({
  event,
  onFilter,
}: Pick<AuditDrawerProps, 'onFilter'> & {
  readonly event: AuditEvent;
}): ReactNode {
  const { requestId } = event;
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <Button onClick={() => onFilter({ actor: [event.actor.id] })}>{WORDS.sameActor}</Button>
      {requestId !== undefined && (
        <>
          <Button onClick={() => onFilter({ request: [requestId] })}>{WORDS.sameRequest}</Button>
          {event.actor.type === 'rootkey' && (
            <PageLink page="requests" search={{ request: [requestId], range: '30d' }}>
              {WORDS.seeRequest}
            </PageLink>
          )}
        </>
      )}
    </div>
  );
}

function Target({
  target,
  onFilter,
}: Pick<AuditDrawerProps, 'onFilter'> & {
  readonly target: AuditEvent['targets'][number];
}): ReactNode {
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
