// Compiled by `pnpm check`, never run: `@ts-expect-error` marks each line that must not compile.
import { Unkey } from '@unlatch/api';
import express, { type Express, type RequestHandler } from 'express';
import { type UnkeyConfig, type UnkeyContext, unkey } from '../src/index.js';

export function apps(): Express {
  const app = express();
  const middleware: RequestHandler = unkey();
  app.use('/api', middleware);
  app.get('/orders/:id', unkey({ permissions: 'orders.read' }), (req, res) => {
    const id: string = req.params.id;
    // @ts-expect-error the middleware may not run in front of this handler
    const _tooEarly: string = req.unkey.keyId;
    const keyId: string | undefined = req.unkey?.data.keyId;
    // @ts-expect-error not part of a verdict
    const _secret = req.unkey?.data.secret;
    res.json([id, keyId, req.unkey?.identity?.externalId]);
  });
  return app;
}

export const configs: UnkeyConfig[] = [
  { rootKey: async () => 'root_key', serverURL: 'http://localhost:7070', timeoutMs: 500 },
  { unkey: new Unkey(), getKey: async (req) => req.get('x-api-key') },
  { tags: (req) => [req.path], cost: async (req) => (req.query['all'] === undefined ? 1 : 10) },
  { handleInvalidKey: (_req, res, result: UnkeyContext) => res.send(result.data.code) },
  { onError: (error, _req, _res, next) => next(error.code) },
  // @ts-expect-error an answer cannot stand in for a key
  { getKey: (_req) => 42 },
];
