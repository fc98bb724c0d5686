// Compiled by `pnpm check`, never run: `@ts-expect-error` marks each line that must not compile.
import { Unkey } from '@unlatch/api';
import fastify, { type FastifyInstance } from 'fastify';
import { type UnkeyConfig, type UnkeyContext, unkey } from '../src/index.js';

export function apps(): FastifyInstance {
  const app = fastify();
  app.addHook('onRequest', unkey());
  app.addHook('preHandler', unkey({ getKey: async (request) => request.id }));
  const onRequest = unkey({ permissions: 'orders.read' });
  app.get<{ Params: { id: string } }>('/orders/:id', { onRequest }, async (request) => {
    const id: string = request.params.id;
    // @ts-expect-error the hook may not run in front of this handler
    const _tooEarly: string = request.unkey.keyId;
    const keyId: string | undefined = request.unkey?.data.keyId;
    // @ts-expect-error not part of a verdict
    const _secret = request.unkey?.data.secret;
    return [id, keyId, request.unkey?.identity?.externalId];
  });
  return app;
}

export const configs: UnkeyConfig[] = [
  { rootKey: async () => 'root_key', serverURL: 'http://localhost:7070', timeoutMs: 500 },
  { unkey: new Unkey(), ip: (request) => request.ip },
  { tags: (request) => [request.url], cost: async () => 2 },
  { handleInvalidKey: (_request, reply, result: UnkeyContext) => reply.send(result.data.code) },
  { onError: (_request, _reply, error) => ({ code: error.code }) },
  // @ts-expect-error an answer cannot stand in for a key
  { getKey: (_request) => 42 },
];
