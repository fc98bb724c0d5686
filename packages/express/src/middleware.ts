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
  toError,
  type Valid,
  type Verification,
} from '@unlatch/api/guard';
import type { NextFunction, Request, Response } from 'express';

declare global {
  namespace Express {
    interface Request {
      /** The result of `unkey()`; undefined where it does not run. */
      unkey?: Valid;
    }
  }
}

/** The answer of the service, `{ meta, data }`, and the fields of `data` too. */
export type UnkeyContext = Verification;

export interface UnkeyConfig extends GuardOptions<Request> {
  /** Finds the key in a request. Default: the token in `Authorization: Bearer <token>`. */
  getKey?: ((req: Request) => Key | Promise<Key>) | undefined;
  /**
   * Answers a request whose key is refused. Default: 401, 403 or 429 with a JSON body, also if
   * nothing is sent within 10 s.
   */
  handleInvalidKey?: ((req: Request, res: Response, result: UnkeyContext) => unknown) | undefined;
  /**
   * Answers a request whose key could not be checked; `next(error)` leaves it to the app.
   * Default: one line on the console, then 503 or 500 with a JSON body, also if nothing is sent
   * within 10 s.
   */
  onError?:
    | ((error: UnkeyError, req: Request, res: Response, next: NextFunction) => unknown)
    | undefined;
  /**
   * Whether CORS preflights pass, which never carry a key. Handlers of OPTIONS then run without a
   * verdict. Not needed if the middleware `cors()` comes first. Default false.
   */
  allowPreflight?: boolean | undefined;
}

type Key = string | null | undefined;

/** Fits every route: the path decides on the type of `req.params`. */
type UnkeyMiddleware = Middleware['handle'];

// A method, so that it accepts a function of a plain request.
interface Middleware {
  handle<Params extends Request['params']>(
    req: Request<Params>,
    res: Response,
    next: NextFunction,
  ): void;
}

/**
 * Lets a request pass if its API key is valid, and puts the verdict into `req.unkey`.
 *
 * @example
 * app.use('/api', unkey({ rootKey: process.env.UNLATCH_ROOT_KEY }));
 * app.get('/api/me', (req, res) => res.json({ keyId: req.unkey?.data.keyId }));
 */
export function unkey(config: UnkeyConfig = {}): UnkeyMiddleware {
  const guard = createGuard(config);

  async function handle(req: Request, res: Response, next: NextFunction): Promise<void> {
    const { allowPreflight, getKey } = config;
    if (allowPreflight && isPreflight(req.method, (name) => req.get(name))) {
      next();
      return;
    }
    const key = getKey ? await getKey(req) : readBearer(authorizationOf(req));
    const outcome = await guard(key, req);
    if (outcome.kind !== 'valid') {
      await refuse(config, outcome, { req, res, next });
      return;
    }
    req.unkey = outcome.verification;
    next();
  }

  // Express 4 ignores the promise.
  return (req: Request, res: Response, next: NextFunction) =>
    void handle(req, res, next).catch((reason: unknown) => next(toError(reason)));
}

interface Exchange {
  req: Request;
  res: Response;
  next: NextFunction;
}

async function refuse(config: UnkeyConfig, outcome: Refused, exchange: Exchange): Promise<void> {
  const { req, res, next } = exchange;
  const { handleInvalidKey, onError } = config;
  const callback = callbackFor(
    outcome,
    handleInvalidKey && ((result) => handleInvalidKey(req, res, result)),
    // What is not an object would let the request pass.
    onError &&
      ((error) =>
        onError(error, req, res, (reason) =>
          next(typeof reason === 'object' && reason !== null ? reason : error),
        )),
  );
  if (callback) await sendInTime({ res, callback, sendDefault: () => sendRefusal(res, outcome) });
  else sendRefusal(res, outcome);
}

function sendRefusal(res: Response, outcome: Refused): void {
  if (outcome.kind === 'failed') reportFailure(outcome.error);
  const { status, headers, body } = refusal(outcome);
  res.status(status).set(headers).json(body);
}
