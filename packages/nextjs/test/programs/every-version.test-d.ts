import { withUnkey, withUnkeyPages } from '@unlatch/nextjs';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import {
  type NextFetchEvent,
  type NextMiddleware,
  type NextRequest,
  NextResponse,
} from 'next/server';

export const GET = withUnkey((req) => Response.json({ keyId: req.unkey.data.keyId }), {
  getKey: (req) => req.nextUrl.searchParams.get('key') ?? NextResponse.json({}, { status: 400 }),
  handleInvalidKey: (_req, { data }) => NextResponse.json({ code: data.code }, { status: 403 }),
  onError: (_req, error) => new NextResponse(error.code, { status: 503 }),
});

// The arguments that all versions pass to a handler, for an optional catch-all route too.
type Params = Record<string, string> | { path?: string[] };
export const fits: [
  (req: NextRequest, context: { params: Params }) => Promise<Response>,
  (req: NextRequest, context: { params: Promise<Params> }) => Promise<Response>,
  NextMiddleware,
] = [GET, GET, GET];

export const middleware: NextMiddleware = withUnkey((req, event: NextFetchEvent) => {
  event.waitUntil(Promise.resolve(req.unkey.data.keyId));
  return NextResponse.next();
});

interface Answer {
  customer: string | undefined;
}

const handler: NextApiHandler<Answer> = withUnkeyPages(
  (req, res: NextApiResponse<Answer>) => {
    res.status(200).json({ customer: req.unkey.data.identity?.externalId });
  },
  { getKey: (req: NextApiRequest) => req.headers.authorization },
);

// biome-ignore lint/style/noDefaultExport: this is how Next finds the handlers in pages/api.
export default handler;
