import type { FastifyInstance } from 'fastify';
import type { Rpc } from '../rpc/rpc.js';
import type { PeopleRpc } from '../rpc/visit.js';
import { createApiDoor } from './doors/api-door.js';
import type { RouteDeps } from './doors/route-deps.js';
import { prepareOperation, serveOperation } from './doors/serve-operation.js';
import { createUiDoor } from './doors/ui-door.js';
import type { ConnectionConfig } from './people/connection.js';

/** What is served: operations of the API, and those that only people call. */
export interface Operations {
  readonly rpcs: readonly Rpc[];
  readonly peopleRpcs: readonly PeopleRpc[];
}

/**
 * Every operation at each door that its `auth` names. What follows the doors is the same for both:
 * see `serveOperation`.
 */
export function registerRpcs(
  app: FastifyInstance,
  { rpcs, peopleRpcs }: Operations,
  deps: RouteDeps & { readonly connectionConfig: ConnectionConfig },
): void {
  app.decorateRequest('arrivedMs', 0);
  app.decorateRequest('enterTurn', null);
  app.decorateRequest('leaveTurn', null);
  app.decorateRequest('bodyDigest', null);
  app.decorateRequest('connection', null);
  app.decorateRequest('session', null);
  const atApi = createApiDoor(deps);
  const atUi = createUiDoor(deps);
  for (const rpc of rpcs) {
    const prepared = prepareOperation(rpc.definition);
    const { auth } = rpc.definition;
    if (auth.includes('rootKey')) serveOperation(app, atApi(rpc, prepared), deps);
    if (auth.includes('user')) serveOperation(app, atUi.shared(rpc, prepared), deps);
  }
  for (const rpc of peopleRpcs) {
    serveOperation(app, atUi.ofPeople(rpc, prepareOperation(rpc.definition)), deps);
  }
}
