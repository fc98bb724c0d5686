import { withUnkey } from '@unlatch/nextjs';
import { after, type NextRequest } from 'next/server';

type Route = (req: NextRequest, context: { params: Promise<{ id: string }> }) => Promise<Response>;

/** Routes of Next 15 and later. */
export const GET: Route = withUnkey(
  async (req, { params }: { params: Promise<{ id: string }> }) => {
    const { id } = await params;
    after(() => {});
    return Response.json({ id, keyId: req.unkey.data.keyId });
  },
);

export const PUT: Route = withUnkey(async (_req, context) => Response.json(await context.params));
