import type { Calls, ListName } from '@unlatch/contract/generated/calls';
import { noAnswer, RpcProblem, readProblem } from './problem.js';

export type OperationName = keyof Calls;
export type { ListName };

/** A field that is `undefined` is not sent, so pages may leave it there. */
type Sendable<Value> = Value extends readonly (infer Item)[]
  ? readonly Sendable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: OrAbsent<Value, Key> }
    : Value;
type OrAbsent<Value, Key extends keyof Value> =
  object extends Pick<Value, Key> ? Sendable<Value[Key]> | undefined : Sendable<Value[Key]>;

export type RequestOf<Name extends OperationName> = Sendable<Calls[Name]['request']>;
/** For a list: one item of it. */
export type ItemOf<Name extends OperationName> = Calls[Name]['data'];
export type DataOf<Name extends OperationName> = Name extends ListName
  ? ListPage<ItemOf<Name>>
  : ItemOf<Name>;

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly cursor: string | undefined;
  readonly total: { readonly count: number; readonly isExact: boolean } | undefined;
}

export interface CallOptions {
  /** The workspace that the call is about. Log-in and the own account need none. */
  readonly workspaceId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A repetition with the same key changes nothing a second time. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * What every call needs and no page should care about. The token proves that the call was made by
 * this page, and is known to this page alone; it is no credential by itself.
 */
interface Connection {
  csrfToken: string | undefined;
  onLoggedOut: () => void;
  /** Asks the person to confirm the identity. Resolves to whether that was done. */
  confirm: () => Promise<boolean>;
}

const connection: Connection = {
  csrfToken: undefined,
  onLoggedOut: () => undefined,
  confirm: async () => false,
};

export function setCsrfToken(token: string | undefined): void {
  connection.csrfToken = token;
}

export function whenLoggedOut(run: () => void): void {
  connection.onLoggedOut = run;
}

/** Dangerous acts need a confirmation of the identity, and are then tried once more. */
export function confirmWith(confirm: () => Promise<boolean>): void {
  connection.confirm = confirm;
}

/** Calls an operation as the person who is logged in. Fails with an `RpcProblem`. */
export async function call<Name extends OperationName>(
  name: Name,
  body: RequestOf<Name>,
  options: CallOptions = {},
): Promise<DataOf<Name>> {
  const answer = await send(name, body, options).catch(async (error: unknown) => {
    if (!isUnconfirmed(error) || !(await connection.confirm())) throw error;
    return send(name, body, options);
  });
  // The service validates what it sends against the definition from which this type is made.
  return answer as DataOf<Name>;
}

async function send(name: string, body: unknown, options: CallOptions): Promise<unknown> {
  const response = await fetch(`/ui/rpc/${name}`, {
    method: 'POST',
    credentials: 'same-origin',
    cache: 'no-store',
    headers: headersOf(options),
    body: JSON.stringify(body),
    signal: options.signal ?? null,
  }).catch((cause: unknown) => {
    if (options.signal?.aborted) throw cause;
    throw noAnswer(cause);
  });
  if (!response.ok) {
    const problem = await readProblem(response);
    if (isLoggedOut(name, problem)) connection.onLoggedOut();
    throw problem;
  }
  return readAnswer(await response.json());
}

function headersOf({ workspaceId, idempotencyKey }: CallOptions): Record<string, string> {
  const { csrfToken } = connection;
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(csrfToken === undefined ? {} : { 'x-csrf': csrfToken }),
    ...(workspaceId === undefined ? {} : { 'x-unlatch-workspace': workspaceId }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

function isUnconfirmed(error: unknown): boolean {
  return error instanceof RpcProblem && error.code === 'unlatch/session/step_up_needed';
}

/** The log-in itself answers 401 to a wrong password. */
function isLoggedOut(name: string, { status }: RpcProblem): boolean {
  return status === 401 && !name.startsWith('login.') && !name.startsWith('account.confirm');
}

interface Envelope {
  readonly data: unknown;
  readonly pagination?: { readonly cursor?: string; readonly total?: ListPage<unknown>['total'] };
}

function readAnswer(envelope: Envelope): unknown {
  const { data, pagination } = envelope;
  if (pagination === undefined) return data;
  return { items: data, cursor: pagination.cursor, total: pagination.total };
}
