import { headers } from 'next/headers';
import { orders } from '@/orders';

/** Behind `src/proxy.ts`, which has checked the key and passes its owner on. */
export async function GET() {
  const customer = (await headers()).get('x-customer');
  return Response.json({ customer, orders });
}
