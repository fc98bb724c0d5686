import { formatCount, formatShare, Icon, Section, Skeleton, Time } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { PageLink } from '../../lib/page-link.js';
import { useRead } from '../../rpc/hooks.js';
import { OVERVIEW_WORDS as WORDS } from '../../strings/overview.js';
import { spanOf } from '../../usage/range.js';
import { type Attention, attentionOf, findSpike, type Spike } from './attention.js';

interface NamedApi {
  readonly id: string;
  readonly name: string;
}

/** Each line leads to the list that it counts. */
export function AttentionList({ apis }: { readonly apis: readonly NamedApi[] }): ReactNode {
  const counts = useRead('apis.countKeys', {}, { staleMs: 60_000 });
  const spike = useSpike();
  if (counts.problem !== undefined) return null;
  const found = attentionOf(counts.data?.items ?? []);
  return (
    <Section framed title={WORDS.attention}>
      {counts.data === undefined ? (
        <Skeleton lines={2} />
      ) : found.length === 0 && spike === undefined ? (
        <p className="flex items-center gap-2 text-sm text-quiet">
          <Icon className="text-good" name="check" /> {WORDS.nothing}
        </p>
      ) : (
        <ul className="flex flex-col gap-1 text-sm">
          {spike && <SpikeLine spike={spike} />}
          {found.map((attention) => (
            <AttentionLine apis={apis} attention={attention} key={attention.kind} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The last day by hours, whatever the page shows. */
function useSpike(): Spike | undefined {
  const [span] = useState(() => spanOf({ range: '24h' }, Date.now()));
  const chart = useRead('analytics.series', { ...span, groupBy: 'outcome', step: 'hour' });
  return chart.data === undefined ? undefined : findSpike(chart.data);
}

const FILTERS = {
  exhausted: { status: 'exhausted' },
  expiring: { expiresDays: 7 },
  unused: { unusedDays: 30 },
} as const;

const APIS_MAX = 4;

function AttentionLine({
  attention: { kind, count, isExact, apis: where },
  apis,
}: {
  readonly attention: Attention;
  readonly apis: readonly NamedApi[];
}): ReactNode {
  const keys = WORDS.kinds[kind](count);
  const nameOf = (apiId: string) => apis.find(({ id }) => id === apiId)?.name ?? apiId;
  return (
    <li className="flex min-w-0 gap-2">
      <Icon className="mt-0.5 shrink-0 text-warn" name={ICONS[kind]} />
      <span className="flex min-w-0 flex-wrap gap-x-3">
        <span className="font-medium">{isExact ? keys : WORDS.atLeast(keys)}</span>
        {where.slice(0, APIS_MAX).map((api) => (
          <PageLink
            className="max-w-72 min-w-0 truncate text-accent hover:underline"
            key={api.apiId}
            page={`apis/${api.apiId}/keys`}
            search={FILTERS[kind]}
          >
            {nameOf(api.apiId)} ({formatCount(api.count)})
          </PageLink>
        ))}
        {where.length > APIS_MAX && (
          <span className="text-quiet">{WORDS.moreApis(where.length - APIS_MAX)}</span>
        )}
      </span>
    </li>
  );
}

const ICONS = { exhausted: 'warning', expiring: 'clock', unused: 'info' } as const;

function SpikeLine({ spike }: { readonly spike: Spike }): ReactNode {
  const { from, to, refused, all, usualShare } = spike;
  return (
    <li className="flex min-w-0 items-baseline gap-2">
      <Icon className="shrink-0 translate-y-0.5 text-danger" name="warning" />
      <span className="min-w-0">
        {WORDS.spike(formatShare(refused, all), formatShare(usualShare, 1))}{' '}
        <Time format="absolute" value={from} />.{' '}
        <PageLink page="analytics" search={{ from, to }}>
          {WORDS.showSpike}
        </PageLink>
      </span>
    </li>
  );
}
