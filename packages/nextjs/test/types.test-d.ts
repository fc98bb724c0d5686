// Compiled by `pnpm check`, never run: `@ts-expect-error` marks each line that must not compile.
import type { Unkey } from '@unlatch/api';
import type { APIError } from '@unlatch/api/models/errors';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import { type NextMiddleware, type NextRequest, NextResponse } from 'next/server.js';
import {
  type NextApiRequestWithUnkeyContext,
  type NextContext,
  type NextRequestWithUnkeyContext,
  type UnkeyContext,
  type WithUnkeyConfig,
  type WithUnkeyPagesConfig,
  withUnkey,
  withUnkeyPages,
} from '../src/index.js';

const rootKey: string = 'root_key';

/** The type that Next 15 and later require of a route; Next 14 passes plain parameters. */
type Route<Params> = (req: NextRequest, context: { params: Promise<Params> }) => Promise<Response>;
type PlainRoute<Params> = (req: NextRequest, context: { params: Params }) => Promise<Response>;

/** Programs in the style of `@unkey/nextjs`. */
export function programsThatMoveOver() {
  const onError = async (_req: NextRequest, error: APIError) =>
    new NextResponse(`${error.statusCode} ${error.body}`, { status: 500 });
  const handleInvalidKey = (_req: NextRequest, result: UnkeyContext) =>
    NextResponse.json({ reason: result.data.code }, { status: 403 });
  const getKey = (req: NextRequest): string | null => req.headers.get('x-api-key');
  const config: WithUnkeyConfig = { rootKey, tags: ['a'], permissions: 'b', onError };
  async function handle(req: NextRequestWithUnkeyContext, context: NextContext) {
    const { id } = await context.params;
    const owner: string | undefined = req.unkey.data.valid
      ? req.unkey.data.identity?.externalId
      : undefined;
    return NextResponse.json({ id: Array.isArray(id) ? id[0] : id, owner });
  }
  return [
    withUnkey(handle, { ...config, getKey, handleInvalidKey }),
    withUnkey(async (req, { params }) => Response.json([req.unkey.data.keyId, await params]), {
      rootKey,
      getKey: (req) => new URL(req.url).searchParams.get('key'),
      handleInvalidKey: (_req, res) => new Response(res.data.code, { status: 401 }),
      onError: (_req, error) => new Response(error.message, { status: error.statusCode ?? 500 }),
    }),
    withUnkey<{ params: Promise<{ id: string }> }>(
      async (_req, { params }) => new Response((await params).id),
      config,
    ),
  ];
}

/** A handler that uses the context fits its route only; one that does not fits all. */
export function contexts() {
  const plain: PlainRoute<{ id: string }> = withUnkey(
    (_req, { params }: { params: { id: string } }) => new Response(params.id),
  );
  const awaited: Route<{ id: string }> = withUnkey(
    async (_req, { params }: { params: Promise<{ id: string }> }) =>
      new Response((await params).id),
  );
  const fitsAll = withUnkey((req) => new Response(req.unkey.data.keyId));
  const all: [PlainRoute<{ id: string }>, Route<{ path?: string[] }>, NextMiddleware] = [
    fitsAll,
    fitsAll,
    fitsAll,
  ];
  const middleware: NextMiddleware = withUnkey((req, event) => {
    event.waitUntil(Promise.resolve(req.unkey.data.keyId));
    return NextResponse.next();
  });
  // @ts-expect-error Next 14 does not pass a promise
  const older: PlainRoute<{ id: string }> = awaited;
  return { plain, awaited, all, middleware, older };
}

export function mistakes() {
  // @ts-expect-error not part of a verdict
  withUnkey((req) => new Response(req.unkey.data.secret));
  // @ts-expect-error not a response
  withUnkey(() => 'text');
  // @ts-expect-error no such option
  withUnkey(() => new Response(), { root_key: rootKey });
  // @ts-expect-error not a key
  withUnkey(() => new Response(), { getKey: () => 3 });
  // @ts-expect-error a response cannot be sent from here
  withUnkeyPages(() => {}, { getKey: () => new Response() });
}

export function options(client: Unkey): WithUnkeyConfig[] {
  return [
    {},
    { rootKey: async () => rootKey, serverURL: 'http://localhost:7070', timeoutMs: 500 },
    { unkey: client },
    { getKey: async (req) => req.cookies.get('key')?.value },
    { permissions: (req) => `${req.method}.orders`, tags: (req) => [req.nextUrl.pathname] },
    { cost: async (req) => (await req.text()).length, ratelimits: [{ name: 'requests', cost: 2 }] },
    { ip: (req) => req.headers.get('x-real-ip') ?? undefined, migrationId: 'migration_1' },
    // @ts-expect-error a number
    { cost: '3' },
  ];
}

export function pages(): NextApiHandler[] {
  const config: WithUnkeyPagesConfig = {
    rootKey,
    getKey: async (req) => req.headers.authorization,
    handleInvalidKey: (_req, res, result) => res.status(401).json({ reason: result.data.code }),
    onError: (_req, res, error) => res.status(503).end(error.code),
    ip: (req) => req.socket.remoteAddress,
  };
  const handle = (req: NextApiRequestWithUnkeyContext, res: NextApiResponse<{ ok: boolean }>) =>
    res.json({ ok: req.unkey.data.valid });
  // @ts-expect-error not what the handler answers with
  withUnkeyPages((_req, res: NextApiResponse<{ ok: boolean }>) => res.json({ ok: 'yes' }));
  const plain = (_req: NextApiRequest, res: NextApiResponse) => res.json({});
  return [withUnkeyPages(handle, config), withUnkeyPages(plain), withUnkeyPages(() => {})];
}
