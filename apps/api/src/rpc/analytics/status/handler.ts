import { status as definition } from '@unlatch/contract/operations/analytics/status';
import type { Analyst } from '../../../engine/queries/analyst.js';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implement } from '../../implement.js';

export const status = implement(definition, async ({ caller }, { db, analytics }, rights) => {
  rights.rows(caller);
  const { logRetentionDays } = await findWorkspace(db, caller.workspaceId);
  const analyst = analytics.analyst();
  if (analyst === undefined) return { engine: 'off' as const, lagMs: 0, logRetentionDays };
  const { lagMs, sealedUntilMs } = await analytics.freshness();
  const shown = { lagMs, sealedUntil: sealedUntilMs.verifications, logRetentionDays };
  const version = await versionOf(analyst);
  if (version === undefined) return { engine: 'away' as const, ...shown };
  return { engine: 'on' as const, version, ...shown };
});

async function versionOf(analyst: Analyst): Promise<string | undefined> {
  try {
    return await analyst.ping();
  } catch {
    return undefined;
  }
}
