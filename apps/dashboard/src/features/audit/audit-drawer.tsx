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
import { Target } from './audit-target.js';
import { Actor, type AuditEvent, EventBadge } from './columns.js';
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
