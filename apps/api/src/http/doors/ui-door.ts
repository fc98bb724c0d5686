import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Rpc } from '../../rpc/rpc.js';
import type { PeopleRpc } from '../../rpc/visit.js';
import { admit } from '../admission/admission.js';
import { judgeCaller } from '../admission/caller-judge.js';
import { createLogAnswer } from '../answers/request-log.js';
import type { ConnectionConfig } from '../people/connection.js';
import { changeCookies } from '../people/cookies.js';
import { requireOwnPage } from '../people/own-page.js';
import {
  enterWorkspace,
  findSession,
  limitSession,
  requireSession,
} from '../people/session-hooks.js';
import type { BodyRules } from '../requests/json-bodies.js';
import type { RouteDeps } from './route-deps.js';
import type { PreparedOperation, Served } from './serve-operation.js';
import { toCall, toVisit } from './to-call.js';

/**
 * The door for people, `/ui/rpc`: admit, refuse other pages, find the session by its cookie, limit
 * it, require its token, enter the workspace, judge the caller. It never reads `Authorization`.
 *
 * The answers are printed without a compiled schema: people are few, and a second set of compiled
 * printers would take memory from the caches.
 */
export function createUiDoor(deps: RouteDeps & { readonly connectionConfig: ConnectionConfig }) {
  const first = [
    admit(deps),
    requireOwnPage(deps.connectionConfig),
    findSession(deps),
    limitSession(deps),
  ];
  const withSession = [...first, requireSession(deps)];
  return {
    /** An operation that programs have too. */
    shared(rpc: Rpc, prepared: PreparedOperation): Served {
      const { definition } = rpc;
      const path = `/ui/rpc/${definition.name}`;
      return {
        prepared,
        path,
        hooks: [...withSession, enterWorkspace(deps), judgeCaller(rpc.callers, prepared.rules)],
        logAnswer: createLogAnswer(definition, path, deps),
        run: (request, own, { left }) =>
          rpc.handle(toCall(request, definition, { credentialOf, left }), own),
      };
    },
    /** An operation of people only, with a session or without. */
    ofPeople(rpc: PeopleRpc, prepared: PreparedOperation): Served {
      const { definition, handle } = rpc;
      const needsSession = definition.auth.includes('user');
      return {
        prepared,
        path: `/ui/rpc/${definition.name}`,
        hooks: [...(needsSession ? withSession : first), setBodyRules(prepared.rules)],
        async run(request, own, { reply }) {
          const visited = await handle(toVisit(request), own);
          changeBrowser(request, reply, visited);
          return visited.data;
        },
      };
    },
  };
}

function credentialOf({ session }: FastifyRequest): string {
  if (session === null) throw new Error('a person has no credential without a session');
  return session.token;
}

function setBodyRules(rules: BodyRules) {
  return (request: FastifyRequest, _reply: unknown, done: () => void): void => {
    request.bodyRules = rules;
    done();
  };
}

function changeBrowser(
  { connection }: FastifyRequest,
  reply: FastifyReply,
  { cookies = {}, clearsSite = false }: Awaited<ReturnType<PeopleRpc['handle']>>,
): void {
  // The deadline may have answered in the meantime.
  if (connection === null || reply.sent) return;
  changeCookies(reply, cookies, connection);
  if (clearsSite) reply.header('clear-site-data', '"cache", "storage"');
}
