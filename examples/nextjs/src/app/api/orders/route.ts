import { withUnkey } from '@unlatch/nextjs';
import { orders } from '@/orders';

export const GET = withUnkey(
  (req) => {
    const { identity, credits } = req.unkey.data;
    return Response.json({
      customer: identity?.externalId ?? null,
      creditsLeft: credits ?? null,
      orders,
    });
  },
  { permissions: 'orders.read', tags: (req) => [`method=${req.method}`] },
);

export const POST = withUnkey(
  async (req) => {
    const { item }: { item: string } = await req.json();
    return Response.json({ id: `order_${orders.length + 1}`, item }, { status: 201 });
  },
  { permissions: 'orders.write', cost: 5 },
);
