import type { Clock } from '@unlatch/testkit';
import type { FastifyInstance } from 'fastify';
import { allGrants } from '../src/domain/authorization/all-grants.js';
import { newId } from '../src/lib/ids.js';
import type { RpcDeps } from '../src/rpc/rpc.js';
import { inTransaction } from '../src/store/database/transaction.js';
import { insertWorkspace } from '../src/store/workspaces/workspaces.js';
import type { Answer, Request } from './answer.js';
import { checkAnswer } from './contract/check-answer.js';
import { insertMember } from './member-rows.js';
import { addRootKey } from './root-key-rows.js';

interface SeedContext {
  readonly app: FastifyInstance;
  readonly deps: RpcDeps;
  readonly clock: Clock;
}

/**
 * Calls an operation with the root key that it belongs to. `options` override the usual request.
 */
type CallOperation = (name: string, body: unknown, options?: Partial<Request>) => Promise<Answer>;

export interface Workspace {
  readonly id: string;
  readonly rootKey: string;
  readonly call: CallOperation;
  /** Another root key, with exactly these permissions. */
  newRootKey(permissions: readonly string[]): Promise<RootKey>;
  /** A person with the role, who has no other workspace. Returns the id. */
  newMember(role: string): Promise<string>;
  /** Creates an API through the API of the service. Returns its id. */
  newApi(name?: string): Promise<string>;
  /** Creates a key through the API of the service. `fields` override the defaults. */
  newKey(fields?: Readonly<Record<string, unknown>>): Promise<NewKey>;
}

export interface NewKey {
  readonly keyId: string;
  readonly key: string;
  readonly apiId: string;
}

export interface RootKey {
  readonly id: string;
  readonly rootKey: string;
  readonly call: CallOperation;
}

export async function seedWorkspace(
  context: SeedContext,
  { permissions }: { permissions?: readonly string[] },
): Promise<Workspace> {
  const nowMs = context.clock.nowMs();
  const id = newId('ws', nowMs);
  await inTransaction(context.deps.db, (tx) => insertWorkspace(tx, { id, name: 'Test', nowMs }));
  const first = await seedRootKey(context, id, permissions ?? allGrants(id));
  const newApi = async (name = 'Weather') => {
    const answer = await first.call('apis.createApi', { name });
    return answer.body.data.apiId as string;
  };
  return {
    id,
    rootKey: first.rootKey,
    call: first.call,
    newRootKey: (list) => seedRootKey(context, id, list),
    newApi,
    async newMember(role) {
      const member = { workspaceId: id, role, nowMs: context.clock.nowMs() };
      return (await insertMember(context.deps.db, member)).userId;
    },
    async newKey(fields = {}) {
      const apiId = typeof fields['apiId'] === 'string' ? fields['apiId'] : await newApi();
      const { status, body } = await first.call('keys.createKey', { ...fields, apiId });
      if (status !== 200) throw new Error(`keys.createKey: ${JSON.stringify(body)}`);
      return { ...body.data, apiId };
    },
  };
}

async function seedRootKey(
  { app, deps, clock }: SeedContext,
  workspaceId: string,
  permissions: readonly string[],
): Promise<RootKey> {
  const given = { workspaceId, permissions, nowMs: clock.nowMs() };
  const { id, rootKey } = await addRootKey(deps.db, given);
  return { id, rootKey, call: (name, body, options) => post(app, name, rootKey, body, options) };
}

/** One call as it is on the wire. */
export async function post(
  app: FastifyInstance,
  name: string,
  rootKey: string,
  body: unknown,
  { headers, ...options }: Partial<Request> = {},
): Promise<Answer> {
  return send(app, {
    method: 'POST',
    url: `/v2/${name}`,
    payload: JSON.stringify(body),
    ...options,
    headers: {
      authorization: `Bearer ${rootKey}`,
      'content-type': 'application/json',
      ...headers,
    },
  });
}

/** Sends any request. It checks what holds for every response, so every test checks it. */
export async function send(app: FastifyInstance, request: Request): Promise<Answer> {
  const response = await app.inject(request);
  const isJson = /^application\/(problem\+)?json/.test(String(response.headers['content-type']));
  const answer = {
    status: response.statusCode,
    headers: response.headers,
    body: isJson && request.method !== 'HEAD' ? response.json() : response.body,
  };
  checkAnswer(request, answer);
  return answer;
}
