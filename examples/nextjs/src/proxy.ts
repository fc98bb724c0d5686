import { withUnkey } from '@unlatch/nextjs';
import { NextResponse } from 'next/server';

/** Checks the key once for all routes below `/partners`, and passes its owner on to them. */
export const proxy = withUnkey(
  (req) => {
    const headers = new Headers(req.headers);
    // Set on every request, so that no client can send it.
    headers.set('x-customer', req.unkey.data.identity?.externalId ?? '');
    return NextResponse.next({ request: { headers } });
  },
  { permissions: 'orders.read' },
);

export const config = { matcher: '/partners/:path*' };
