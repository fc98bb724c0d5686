import { type UnkeyConfig, type UnkeyContext, unkey } from '@unlatch/hono';
import { Hono } from 'hono';

/** An API for orders. The health check is open; the rest needs a key. */
export function createApp(connection: Pick<UnkeyConfig, 'rootKey' | 'serverURL'>) {
  const app = new Hono<{ Variables: { unkey: UnkeyContext } }>();

  app.get('/health', (c) => c.json({ ok: true }));

  app.use(
    '/orders/*',
    unkey({
      ...connection,
      permissions: (c) => (c.req.method === 'GET' ? 'orders.read' : 'orders.write'),
      cost: (c) => (c.req.method === 'GET' ? 1 : 5),
      tags: (c) => [`method=${c.req.method}`],
    }),
  );

  app.get('/orders', (c) => {
    const { identity, credits } = c.get('unkey').data;
    return c.json({ customer: identity?.externalId ?? null, creditsLeft: credits ?? null, orders });
  });

  app.post('/orders', async (c) => {
    const { item } = await c.req.json<{ item: string }>();
    return c.json({ id: `order_${orders.length + 1}`, item }, 201);
  });

  return app;
}

const orders = [{ id: 'order_1', item: 'umbrella' }];
