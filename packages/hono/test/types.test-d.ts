// Compiled by `pnpm check`, never run: `@ts-expect-error` marks each line that must not compile.
import type { Unkey } from '@unlatch/api';
import type { APIError } from '@unlatch/api/models/errors';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { type UnkeyConfig, type UnkeyContext, unkey } from '../src/index.js';

const rootKey: string = 'root_key';

/** Programs in the style of `@unkey/hono`. */
export function programsThatMoveOver(): Hono<{ Variables: { unkey: UnkeyContext } }> {
  const app = new Hono<{ Variables: { unkey: UnkeyContext } }>();
  app.use('*', unkey({ rootKey }));
  app.use('*', unkey({ rootKey, getKey: (c) => c.req.query('api_key') }));
  app.use('*', unkey({ rootKey, getKey: (c) => c.req.header('x-api-key') ?? c.text('none', 401) }));
  app.use('*', unkey({ rootKey, tags: ['api', 'production'], permissions: 'read:data' }));
  app.use(
    '*',
    unkey({
      rootKey,
      handleInvalidKey: (c, result) => c.json({ error: 'invalid', code: result.data.code }, 401),
      onError: (c, error) => c.json({ error: error.message, status: error.statusCode }, 503),
    }),
  );
  const handleInvalidKey = async (c: Context, result: UnkeyContext) =>
    c.json({ reason: result.data.valid ? undefined : result.data.code }, 403);
  const onError = (c: Context, error: APIError) => c.text(`${error.statusCode} ${error.body}`, 500);
  const config: UnkeyConfig = { rootKey, handleInvalidKey, onError };
  const middleware: MiddlewareHandler = unkey(config);
  app.use(middleware);
  app.use(async (c, next) => unkey({ rootKey, tags: [c.req.path] })(c, next));
  app.get('/protected', (c) => {
    const answer = c.get('unkey');
    if (!answer.data.valid) return c.json({ error: 'Unauthorized' }, 401);
    const keyId: string = answer.data.keyId;
    return c.json({ keyId, requestId: answer.meta.requestId, plan: answer.data.meta?.['plan'] });
  });
  // The documentation reads the fields without `data`, too.
  app.get('/guide', (c) => {
    const key = c.get('unkey');
    return c.json({ id: key.keyId, ok: key.valid, who: key.identity?.externalId });
  });
  return app;
}

/** Without declarations: the middleware's type says what it sets, and that the key is valid. */
export function programsWithoutAnnotations(): Hono {
  const app = new Hono();
  app.get('/orders/:id', unkey({ rootKey }), (c) => {
    const _id: string = c.req.param('id');
    // @ts-expect-error the path has no such parameter
    const _name: string = c.req.param('name');
    const keyId: string = c.get('unkey').data.keyId;
    const also: string = c.var.unkey.keyId;
    // @ts-expect-error not part of a verdict
    const _secret = c.get('unkey').data.secret;
    return c.json([keyId, also]);
  });
  return app;
}

export function options(client: Unkey): UnkeyConfig[] {
  return [
    {},
    { rootKey: async () => rootKey, serverURL: 'http://localhost:7070', timeoutMs: 500 },
    { unkey: client },
    { getKey: async (c) => c.req.header('x-api-key') },
    { permissions: (c) => `${c.req.method}.orders`, tags: (c) => [c.req.path] },
    { cost: async (c) => (await c.req.text()).length, ratelimits: [{ name: 'requests', cost: 2 }] },
    { ip: (c) => c.req.header('cf-connecting-ip') },
    // @ts-expect-error no such option
    { root_key: rootKey },
    // @ts-expect-error a number
    { cost: '3' },
  ];
}
