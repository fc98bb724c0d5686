import type { RpcDeps } from '../src/rpc/rpc.js';
import { readAuditTrail } from './rows.js';

/** What the audit log of a workspace has about `work`, in the order of writing. */
export async function recordedBy(deps: RpcDeps, workspaceId: string, work: () => Promise<unknown>) {
  const before = new Set((await readAuditTrail(deps, workspaceId)).map((event) => event.id));
  await work();
  const after = await readAuditTrail(deps, workspaceId);
  return after
    .filter((event) => !before.has(event.id))
    .map(({ event, description, targets }) => ({ event, description, targets }));
}
