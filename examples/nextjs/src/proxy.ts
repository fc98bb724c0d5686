import { withUnkey } from '@unlatch/nextjs';
import { NextResponse } from 'next/server';

/** Checks the key once for all routes below `/partners`, and tells them whose it is. */
export const proxy = withUnkey(
  (req) => {
    const headers = new Headers(req.headers);
    // Set always, so that nobody can send it themselves.
    headers.set('x-customer', req.unkey.data.identity?.externalId ?? '');
    return NextResponse.next({ request: { headers } });
  },
  { permissions: 'orders.read' },
);

export const config = { matcher: '/partners/:path*' };
