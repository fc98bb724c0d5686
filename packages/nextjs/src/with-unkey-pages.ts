import type { UnkeyError } from '@unlatch/api';
import {
  authorizationOf,
  callbackFor,
  createGuard,
  type GuardOptions,
  isPreflight,
  type Refused,
  readBearer,
  refusal,
  reportFailure,
  sendInTime,
  type Valid,
} from '@unlatch/api/guard';
import type { NextApiRequest, NextApiResponse } from 'next';
import type { UnkeyContext } from './with-unkey.js';

/** A request to an API route in `pages/api` whose key was found valid. */
export type NextApiRequestWithUnkeyContext = NextApiRequest & { unkey: UnkeyContext };

export interface WithUnkeyPagesConfig extends GuardOptions<NextApiRequest> {
  /** Finds the key in a request. Default: the token in `Authorization: Bearer <token>`. */
  getKey?: ((req: NextApiRequest) => Key | Promise<Key>) | undefined;
  /**
   * Answers a request whose key is refused. Default: 401, 403 or 429 with a JSON body, also if
   * nothing is sent within 10 s.
   */
  handleInvalidKey?:
    | ((req: NextApiRequest, res: NextApiResponse, result: UnkeyContext) => unknown)
    | undefined;
  /**
   * Answers a request whose key could not be checked. Default: one line on the console, then 503
   * or 500 with a JSON body. The same if nothing is sent within 10 s.
   */
  onError?: ((req: NextApiRequest, res: NextApiResponse, error: UnkeyError) => unknown) | undefined;
  /**
   * Answers a CORS preflight, which never carries a key. Default: none, so it is refused as a
   * request without a key.
   */
  preflight?: ((req: NextApiRequest, res: NextApiResponse) => unknown) | undefined;
}

type Key = string | null | undefined;

/**
 * Lets a request reach a handler in `pages/api` if its API key is valid, with the verdict in
 * `req.unkey`. Call it when the module is loaded, not for each request: it makes the client.
 *
 * @example
 * export default withUnkeyPages((req, res) => res.json({ keyId: req.unkey.data.keyId }), {
 *   rootKey: process.env.UNLATCH_ROOT_KEY,
 * });
 */
export function withUnkeyPages<Body = unknown>(
  handler: (req: NextApiRequest & { unkey: Valid }, res: NextApiResponse<Body>) => unknown,
  config: WithUnkeyPagesConfig = {},
): (req: NextApiRequest, res: NextApiResponse<Body>) => Promise<unknown> {
  const guard = createGuard(config);
  return async (req, res) => {
    const { getKey, preflight } = config;
    if (preflight && isPreflight(req.method, (name) => req.headers[name])) {
      const sendDefault = () => sendRefusal(res, { kind: 'missing' });
      return sendInTime({ res, callback: () => preflight(req, res), sendDefault });
    }
    const key = getKey ? await getKey(req) : readBearer(authorizationOf(req));
    const outcome = await guard(key, req);
    if (outcome.kind === 'valid') {
      return handler(Object.assign(req, { unkey: outcome.verification }), res);
    }
    // Next warns about an API route that returns a value, so the result of a callback is dropped.
    await refuse(config, outcome, { req, res });
    return undefined;
  };
}

async function refuse(
  config: WithUnkeyPagesConfig,
  outcome: Refused,
  { req, res }: { req: NextApiRequest; res: NextApiResponse },
): Promise<void> {
  const { handleInvalidKey, onError } = config;
  const callback = callbackFor(
    outcome,
    handleInvalidKey && ((result) => handleInvalidKey(req, res, result)),
    onError && ((error) => onError(req, res, error)),
  );
  if (callback) await sendInTime({ res, callback, sendDefault: () => sendRefusal(res, outcome) });
  else sendRefusal(res, outcome);
}

function sendRefusal(res: NextApiResponse, outcome: Refused): void {
  if (outcome.kind === 'failed') reportFailure(outcome.error);
  const { status, headers, body } = refusal(outcome);
  res.writeHead(status, headers).end(JSON.stringify(body));
}
