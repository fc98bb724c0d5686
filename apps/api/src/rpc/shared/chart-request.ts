import type { Caller } from '../../domain/caller/caller.js';
import { type ApiScope, findApiScope } from '../../operations/analytics/api-scope.js';
import type { Db } from '../../store/database/database.js';
import { findWorkspace } from '../../store/workspaces/workspaces.js';

/** What every chart needs to know before it is asked for. */
export interface ChartContext {
  readonly workspaceId: string;
  readonly scope: ApiScope;
  /** For so many days the workspace keeps single events. */
  readonly retentionDays: number;
}

interface ChartCall {
  readonly caller: Caller;
  readonly body: { readonly apiIds?: readonly string[] };
}

/** `granted`: the ids of APIs and of key spaces whose analytics the caller may read. */
export async function readChartContext(
  db: Db,
  { caller, body }: ChartCall,
  granted: readonly string[] | 'all',
): Promise<ChartContext> {
  const { workspaceId } = caller;
  const scope = await findApiScope(db, { workspaceId, granted, apiIds: body.apiIds });
  const { logRetentionDays } = await findWorkspace(db, workspaceId);
  return { workspaceId, scope, retentionDays: logRetentionDays };
}
