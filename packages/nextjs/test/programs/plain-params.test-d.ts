import { withUnkey } from '@unlatch/nextjs';
import type { NextRequest } from 'next/server';

/** A route of Next 14. */
export const GET: (req: NextRequest, context: { params: { id: string } }) => Promise<Response> =
  withUnkey((req, { params }: { params: { id: string } }) =>
    Response.json({ id: params.id, keyId: req.unkey.data.keyId }),
  );
