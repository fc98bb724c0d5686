import { withUnkey } from '@unlatch/nextjs';
import { type NextProxy, NextResponse } from 'next/server';

/** A proxy of Next 16. */
export const proxy: NextProxy = withUnkey(() => NextResponse.next());
