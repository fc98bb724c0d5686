import type { UnkeyError } from '@unlatch/api';
import {
  createGuard,
  type GuardOptions,
  type Refused,
  readBearer,
  refusal,
  reportFailure,
  type Valid,
} from '@unlatch/api/guard';
import type { NextApiRequest, NextApiResponse } from 'next';
import type { UnkeyContext } from './with-unkey.js';

/** A request to an API route in `pages/api` whose key was found valid. */
export type NextApiRequestWithUnkeyContext = NextApiRequest & { unkey: UnkeyContext };

export interface WithUnkeyPagesConfig extends GuardOptions<NextApiRequest> {
  /** Finds the key in a request. Default: the token in `Authorization: Bearer <token>`. */
  getKey?: ((req: NextApiRequest) => Key | Promise<Key>) | undefined;
  /** Answers a request whose key is refused. Default: 401, 403 or 429 with a JSON body. */
  handleInvalidKey?:
    | ((req: NextApiRequest, res: NextApiResponse, result: UnkeyContext) => unknown)
    | undefined;
  /**
   * Answers a request whose key could not be checked. Default: one line on the console, then 503
   * or 500 with a JSON body.
   */
  onError?: ((req: NextApiRequest, res: NextApiResponse, error: UnkeyError) => unknown) | undefined;
}

type Key = string | null | undefined;

/**
 * Lets a request reach a handler in `pages/api` if its API key is valid, with the verdict in
 * `req.unkey`. Call it when the module is loaded, not for each request: it makes the client.
 *
 * @example
 * export default withUnkeyPages((req, res) => res.json({ keyId: req.unkey.data.keyId }), {
 *   rootKey: process.env.UNKEY_ROOT_KEY,
 * });
 */
export function withUnkeyPages<Body = unknown>(
  handler: (req: NextApiRequest & { unkey: Valid }, res: NextApiResponse<Body>) => unknown,
  config: WithUnkeyPagesConfig = {},
): (req: NextApiRequest, res: NextApiResponse<Body>) => Promise<unknown> {
  const guard = createGuard(config);
  return async (req, res) => {
    const key = config.getKey ? await config.getKey(req) : readBearer(req.headers.authorization);
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
): Promise<unknown> {
  if (outcome.kind === 'invalid' && config.handleInvalidKey) {
    return config.handleInvalidKey(req, res, outcome.verification);
  }
  if (outcome.kind === 'failed' && config.onError) return config.onError(req, res, outcome.error);
  if (outcome.kind === 'failed') reportFailure(outcome.error);
  const { status, headers, body } = refusal(outcome);
  return res.writeHead(status, headers).end(JSON.stringify(body));
}
