// Programs as users of `@unkey/nextjs` 2 write them. The compatibility test runs this file
// unchanged, and again with only the name of the package changed.
import {
  type NextContext,
  type NextRequestWithUnkeyContext,
  type UnkeyContext,
  type WithUnkeyConfig,
  withUnkey,
} from '@unkey/nextjs';
import { type NextRequest, NextResponse } from 'next/server.js';

const rootKey = process.env['UNKEY_ROOT_KEY'] ?? '';

export const quickstart = withUnkey(
  async (req) => Response.json({ keyId: req.unkey.data.keyId, code: req.unkey.data.code }),
  { rootKey },
);

async function readOrder(req: NextRequestWithUnkeyContext, context: NextContext) {
  const { id } = await context.params;
  return NextResponse.json({ id, customer: req.unkey.data.identity?.externalId });
}

export const order = withUnkey(readOrder, { rootKey, tags: ['api', 'production'] });

export const ownKey = withUnkey(async (req) => Response.json({ valid: req.unkey.data.valid }), {
  rootKey,
  getKey: (req) => new URL(req.url).searchParams.get('key'),
});

function refuse(_req: NextRequest, result: UnkeyContext): Response {
  return NextResponse.json({ reason: result.data.code }, { status: 403 });
}

const config: WithUnkeyConfig = { rootKey, permissions: 'orders.read', handleInvalidKey: refuse };

export const ownAnswer = withUnkey(() => new Response('welcome'), {
  ...config,
  getKey: (req) => req.headers.get('x-api-key') ?? new NextResponse('no key', { status: 400 }),
});

export const ownError = withUnkey(() => new Response(), {
  rootKey: 'unknown_root_key',
  onError: (_req, error) => NextResponse.json({ message: typeof error.message }, { status: 503 }),
});
