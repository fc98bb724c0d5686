import { envelopeOf } from '@unlatch/contract';
import type { Rpc } from '../../rpc/rpc.js';
import { admit } from '../admission/admission.js';
import { authenticate, readToken } from '../admission/authentication.js';
import { judgeCaller } from '../admission/caller-judge.js';
import { limitLifting, limitWorkspace } from '../admission/workspace-limit.js';
import { createLogAnswer } from '../answers/request-log.js';
import type { RouteDeps } from './route-deps.js';
import type { PreparedOperation, Served } from './serve-operation.js';
import { toCall } from './to-call.js';

/**
 * The door for programs, `/v2`: admit, authenticate by root key, limit, judge the caller. It never
 * reads a cookie, so pages of other sites may be allowed to call it.
 */
export function createApiDoor(deps: RouteDeps) {
  const first = [admit(deps), authenticate(deps)];
  const limits = { usual: limitWorkspace(deps), lifting: limitLifting(deps) };
  const credentialOf = readToken;
  return (rpc: Rpc, prepared: PreparedOperation): Served => {
    const { definition } = rpc;
    const path = `/v2/${definition.name}`;
    return {
      prepared,
      path,
      hooks: [
        ...first,
        definition.liftsLimit ? limits.lifting : limits.usual,
        judgeCaller(rpc.callers, prepared.rules),
      ],
      answerSchema: envelopeOf(definition),
      logAnswer: createLogAnswer(definition, path, deps),
      run: (request, own, { left }) =>
        rpc.handle(toCall(request, definition, { credentialOf, left }), own),
    };
  };
}
