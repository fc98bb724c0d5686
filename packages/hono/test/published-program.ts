// Programs as users of `@unkey/hono` 2 write them. The compatibility test runs this file unchanged,
// and again with only the name of the package changed.
import { type UnkeyContext, unkey } from '@unkey/hono';
import { type Context, Hono } from 'hono';

const rootKey = process.env['UNKEY_ROOT_KEY'] ?? '';

function createApp(): Hono<{ Variables: { unkey: UnkeyContext } }> {
  return new Hono<{ Variables: { unkey: UnkeyContext } }>();
}

/** Tests the verdict in the handler. */
export const quickstart = createApp();
quickstart.use('*', unkey({ rootKey }));
quickstart.get('/', (c) => {
  const answer = c.get('unkey');
  if (!answer.data.valid) return c.json({ error: 'unauthorized' }, 401);
  return c.json({ keyId: answer.data.keyId, owner: answer.data.identity?.externalId });
});

/** Relies on the middleware to refuse requests. */
export const careless = createApp();
careless.use('*', unkey({ rootKey }));
careless.get('/', (c) => c.json({ secret: 42 }));

export const ownKey = createApp();
ownKey.use('*', unkey({ rootKey, getKey: (c) => c.req.query('api_key') }));
ownKey.get('/', (c) => c.json({ valid: c.get('unkey').data.valid }));

export const ownAnswer = createApp();
ownAnswer.use(
  '*',
  unkey({
    rootKey,
    getKey: (c) => c.req.header('x-api-key') ?? c.text('no key', 400),
    handleInvalidKey: async (c, result) => c.json({ reason: result.data.code }, 418),
  }),
);
ownAnswer.get('/', (c) => c.json({ code: c.get('unkey').data.code }));

export const permissions = createApp();
permissions.use(
  '*',
  unkey({
    rootKey,
    permissions: 'orders.read',
    tags: ['api', 'production'],
    handleInvalidKey: (c, result) => c.json({ reason: result.data.code }, 403),
  }),
);
permissions.get('/', (c) => c.json({ permissions: c.get('unkey').data.permissions }));

/** Builds a middleware for each request, because the labels depend on it. */
export const ownTags = createApp();
ownTags.use('*', async (c, next) => unkey({ rootKey, tags: [c.req.path] })(c, next));
ownTags.get('/', (c) => c.json({ valid: c.get('unkey').data.valid }));

export const ownError = createApp();
ownError.use(
  '*',
  unkey({
    rootKey: 'unknown_root_key',
    onError: (c: Context, error) => c.json({ message: typeof error.message }, 503),
  }),
);
