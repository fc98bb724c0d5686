import { withUnkey } from '@unlatch/nextjs';
import { orders } from '@/orders';

// Next may cache what this route fetches. Keys are still checked each time.
export const fetchCache = 'force-cache';

export const GET = withUnkey(
  async (_req, { params }: { params: Promise<{ id: string }> }) => {
    const { id } = await params;
    const order = orders.find((candidate) => candidate.id === id);
    return order ? Response.json(order) : Response.json({ error: 'not_found' }, { status: 404 });
  },
  { permissions: 'orders.read' },
);
