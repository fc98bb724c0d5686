import { useState } from 'react';
import { useRead } from '../../rpc/hooks.js';
import { checksOf } from './checks.js';
import { useNamespaceOfPage } from './use-namespace.js';

const HOUR_MS = 3_600_000;
/** The filter of a chart takes no longer text. */
const IDENTIFIER_LENGTH_MAX = 255;

/** What a deletion would change: how many checks asked in the last hour. `undefined`: not known yet. */
export function useChecksOfLastHour(identifier?: string): number | undefined {
  const { id } = useNamespaceOfPage();
  const [openedAtMs] = useState(() => Date.now());
  const { data } = useRead(
    'analytics.limitSeries',
    {
      from: openedAtMs - HOUR_MS,
      to: openedAtMs,
      namespaceIds: [id],
      identifiers: identifier === undefined ? undefined : [identifier],
      groupBy: 'passed',
    },
    { enabled: (identifier?.length ?? 0) <= IDENTIFIER_LENGTH_MAX },
  );
  return data && checksOf(data.series).checks;
}
