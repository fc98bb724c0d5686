/**
 * What a failure of Redis means. Redis reports an error by its first word, the socket by a Node
 * error code, and the client by a text only. No other file compares them.
 */

/** By the first word of an answer, or by the code of a socket error. */
const MEANINGS: Readonly<Record<string, string>> = {
  READONLY: 'it is a replica and takes no writes',
  LOADING: 'it is still loading its data',
  BUSY: 'it runs a script of another program',
  MASTERDOWN: 'it is a replica that has lost its primary',
  CLUSTERDOWN: 'a part of its Cluster is down',
  OOM: 'its memory is full',
  MISCONF: 'it refuses writes, because it cannot save its data',
  NOREPLICAS: 'it refuses writes, because it has too few replicas',
  WRONGPASS: 'the user or the password is wrong',
  NOAUTH: 'it asks for a password',
  NOPERM: 'its user lacks a right',
  ECONNREFUSED: 'nothing listens at that address',
  ECONNRESET: 'it has closed the connection',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name cannot be resolved at the moment',
  ETIMEDOUT: 'the host does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

/** By the beginning of a text of the client, which has no code. */
const CLIENT_TEXTS: readonly (readonly [start: string, meaning: string])[] = [
  ["Stream isn't writeable", 'there is no connection'],
  ["Cluster isn't ready", 'there is no connection'],
  ['Connection is closed', 'the connection was lost'],
  ['Cluster connection has been', 'the connection was lost'],
  ['Socket timeout', 'it was silent'],
  ['Failed to refresh slots cache', 'no node of the Cluster answers'],
  ['None of startup nodes is available', 'no node of the Cluster answers'],
];

/** Only another REDIS_URL, other rights or other certificates end these. */
const LASTING = new Set([
  'WRONGPASS',
  'NOAUTH',
  'NOPERM',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);
const LASTING_TEXTS = [
  'ERR DB index is out of range',
  'ERR invalid DB index',
  // A right of a command that the script uses.
  "ERR The user executing the script can't run this command",
];

/** Whether time alone will not end this failure. */
export function isLasting(error: unknown): boolean {
  if (error instanceof RedisCommandError) return isLasting(error.cause);
  const { message } = toParts(error);
  return LASTING.has(wordOf(error)) || LASTING_TEXTS.some((text) => message.startsWith(text));
}

/** In words, with the text of the failure behind them. */
export function describeRedisFailure(error: unknown): string {
  if (error instanceof RedisCommandError) return error.message;
  const { message } = toParts(error);
  const meaning = MEANINGS[wordOf(error)] ?? meaningOfText(message);
  if (meaning === undefined) return message;
  // The texts of the client say less than their meaning.
  return isTextOfClient(message) ? meaning : `${meaning} (${message})`;
}

/** A failed command, with the failure of the connection that it was to be sent on. */
export class RedisCommandError extends Error {
  constructor(failure: unknown, ofConnection: unknown) {
    const why =
      ofConnection !== undefined && isTextOfClient(toParts(failure).message)
        ? `: ${describeRedisFailure(ofConnection)}`
        : '';
    super(`${describeRedisFailure(failure)}${why}`, { cause: failure });
    this.name = 'RedisCommandError';
  }
}

function meaningOfText(message: string): string | undefined {
  return CLIENT_TEXTS.find(([start]) => message.startsWith(start))?.[1];
}

function isTextOfClient(message: string): boolean {
  return meaningOfText(message) !== undefined;
}

function wordOf(error: unknown): string {
  const { code, message } = toParts(error);
  return code ?? /^[A-Z]+\b/.exec(message)?.[0] ?? '';
}

/** The error of a Cluster has the one of its last node inside. */
function toParts(error: unknown): { readonly code?: string; readonly message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const inner = 'lastNodeError' in error ? error.lastNodeError : undefined;
  if (inner instanceof Error && inner !== error) return toParts(inner);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { ...(code !== undefined && { code }), message: error.message };
}
