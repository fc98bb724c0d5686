import type { RootKeyUses } from '../../engine/root-keys/root-key-uses.js';
import type { RpcDeps } from '../../rpc/rpc.js';
import type { Database } from '../../store/database/database.js';
import type { Admission } from '../admission/create-admission.js';

/** What the routes of operations need, at both doors. */
export interface RouteDeps extends RpcDeps, Admission {
  readonly rootKeyUses: RootKeyUses;
  readonly dbFor: Database['dbFor'];
}
