/**
 * The answer of the program to a refused request, from its callback `handleInvalidKey` or
 * `onError`. Whatever a callback does, the request must not pass. A framework alone does not see to
 * that: Next lets a request pass that gets no response, and Express waits for one without end.
 *
 * So a callback has 10 s to answer. If it does not, or its answer is none, the default answer is
 * sent. What it throws goes to the framework, which answers with an error.
 */
import type { UnkeyError } from '../unkey-error.js';
import type { Invalid, Refused } from './guard.js';

/** How long a callback may take before the default answer is sent in its place. */
const ANSWER_MAX_MS = 10_000;

type Callback = () => unknown;

/**
 * The callback for this outcome; undefined if the program has none.
 *
 * @param outcome Why the request may not pass.
 * @param handleInvalidKey The option of that name.
 * @param onError The option of that name.
 * @returns A function without parameters.
 * @example
 * const callback = callbackFor(outcome, handleInvalidKey, onError);
 */
export function callbackFor(
  outcome: Refused,
  handleInvalidKey: ((verification: Invalid) => unknown) | undefined,
  onError: ((error: UnkeyError) => unknown) | undefined,
): Callback | undefined {
  if (outcome.kind === 'invalid' && handleInvalidKey) {
    return () => handleInvalidKey(outcome.verification);
  }
  if (outcome.kind === 'failed' && onError) return () => onError(outcome.error);
  return undefined;
}

/**
 * The response that a callback returns; undefined if it returns none in time. A response that tells
 * Next to go on is none.
 *
 * @param callback What `callbackFor` has returned.
 * @returns The response to send.
 * @example
 * return (await responseOf(callback)) ?? new Response(null, { status: 401 });
 */
export async function responseOf(callback: Callback | undefined): Promise<Response | undefined> {
  if (!callback) return undefined;
  const answer = await answerInTime(callback);
  if (isResponse(answer) && !answer.headers.get('x-middleware-next')) return answer;
  reportNoAnswer();
  return undefined;
}

/**
 * What a callback returns; undefined if it takes more than 10 s.
 *
 * @param callback A function of the program.
 * @returns What the function returned.
 * @example
 * const value = await answerInTime(async () => new Response(null, { status: 204 }));
 */
export async function answerInTime(callback: Callback): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ANSWER_MAX_MS);
  });
  try {
    return await Promise.race([callback(), late]);
  } catch (reason) {
    throw toError(reason);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * For callbacks that send their answer, as late as they like within the time. Resolves when the
 * answer is complete, or the default answer, which `sendDefault` sends.
 *
 * @param sending The response, the callback, and what to send without its answer.
 * @example
 * await sendInTime({ res, callback, sendDefault: () => res.writeHead(401).end() });
 */
export async function sendInTime({ res, callback, sendDefault, print }: Sending): Promise<void> {
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      if (!res.headersSent) {
        reportNoAnswer(print);
        sendDefault();
      }
      resolve();
    }, ANSWER_MAX_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    res.once('finish', end).once('close', end);
  });
  const called = async () => {
    await callback();
    // It may still send, for example a file that it has opened.
    await over;
  };
  try {
    await Promise.race([called(), over]);
  } catch (reason) {
    throw toError(reason);
  }
}

/** What `sendInTime` needs. */
export interface Sending {
  res: NodeResponse;
  /** Sends the answer of the program. */
  callback: Callback;
  /** Sends the default answer, if the callback sends none in time. */
  sendDefault: () => unknown;
  /** Receives the line for operators. Default: `console.error`. */
  print?: ((line: string) => void) | undefined;
}

/** The part of a response of `node:http` that `sendInTime` needs. */
interface NodeResponse {
  readonly headersSent: boolean;
  once(event: 'close' | 'finish', listener: () => void): NodeResponse;
}

/** For operators: the program has a callback that does not answer. */
function reportNoAnswer(print: (line: string) => void = console.error): void {
  print('unlatch: handleInvalidKey or onError gave no answer, so the default answer was sent');
}

/**
 * Whether a value is a `Response`: by its tag, because one process may have several classes of that
 * name.
 *
 * @param value Any value.
 * @returns Whether it can be sent as it is.
 * @example
 * if (isResponse(key)) return key;
 */
export function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]';
}

/**
 * The reason, if it is an object, else an error in its place. Frameworks may take other values for
 * success: Express goes on to the next handler without a value, and past the route with `'route'`.
 *
 * @param reason What was thrown.
 * @returns An error.
 * @example
 * const error = await Promise.reject('route').catch(toError);
 */
export function toError(reason: unknown): Error {
  // Programs may throw plain objects, which frameworks take for errors.
  if (typeof reason === 'object' && reason !== null) return reason as Error;
  return new Error('an option of unkey() failed', { cause: reason });
}
