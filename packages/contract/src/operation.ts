import type { Static, TSchema } from '@sinclair/typebox';
import type { ProblemCode } from './problems/catalogue.js';
import type { ErrorTypes } from './problems/error-types.js';
import type { Right } from './rights/right.js';

/**
 * - `read` changes nothing, so it can be repeated at will.
 * - `change` changes something and can be repeated with an Idempotency-Key: the answer is stored
 *   with the change, and every repetition gets it.
 * - `check` answers a question on the hot path of a caller's API and may use up quota.
 * - `spend` is a check that spends credits too. With an Idempotency-Key it uses up credits and
 *   quota only once.
 */
export type OperationKind = 'read' | 'change' | 'check' | 'spend';

/** Who may call an operation: see `Caller` in the service. */
export type CallerKind = 'rootKey' | 'user' | 'portalUser';

/** What a caller without the right gets, where the answer must not say what exists. */
export type HiddenAnswer = ProblemCode | 'NOT_FOUND';

/** A right that is asked for in some cases only, beside the right of the operation. */
export interface ConditionalRight {
  /** Completes the sentence "Needs … ", such as `for a recoverable key`. */
  readonly when: string;
  readonly right: Right;
  /** All ids that the right names. The handler finds them. */
  readonly found?: readonly string[];
}

export interface Requires {
  readonly right: Right;
  /**
   * All ids that the right names, for an operation that has to look them up before it can judge the
   * right. Absent: the right names only fields of the request, or no id, and is judged before the
   * handler runs.
   */
  readonly found?: readonly string[];
  /**
   * For lists, where the right is judged row by row. `filtered` and `readable` show only the rows
   * that the caller may read. A caller that may read none is refused by `filtered`, and gets an
   * empty page by `readable`. `every` refuses a page if the caller may not read one of its rows.
   */
  readonly rows?: 'filtered' | 'readable' | 'every';
  /** Absent: the problem `unkey/authorization/insufficient_permissions`, naming the right. */
  readonly hides?: HiddenAnswer;
  readonly also?: Readonly<Record<string, ConditionalRight>>;
}

/** Fields that hold a secret in the clear. A log, a cache or a screen must not keep them. */
export interface SecretFields {
  readonly request?: readonly string[];
  readonly data?: readonly string[];
}

/** Everything that an operation guarantees, in one place. */
export interface Operation<
  Name extends string = string,
  Request extends TSchema = TSchema,
  Data extends TSchema = TSchema,
  Needs extends Requires = Requires,
> {
  /** As on the wire: `keys.createKey` is served at `/v2/keys.createKey`. */
  readonly name: Name;
  readonly kind: OperationKind;
  /** It is on the hot path of a caller's API. It may use the engine, never the database itself. */
  readonly hot: boolean;
  /** It adds up or looks through usage events. In overload it is refused before lists. */
  readonly chart: boolean;
  /** It removes something that cannot be restored. A program asks a person before it calls. */
  readonly destructive: boolean;
  /**
   * `rootKey`: served at `/v2`. `user`: served at `/ui/rpc`, to people with a session. None of all:
   * it is a part of logging in, and is served at `/ui/rpc` without a session.
   */
  readonly auth: readonly CallerKind[];
  /**
   * The act is dangerous in the hands of another person at an unlocked computer. So a person must
   * have confirmed the identity in the last minutes. A text: only if that field of the request is
   * true. Callers of other kinds are not asked.
   */
  readonly stepUp: boolean | string;
  readonly requires: Needs;
  readonly summary: string;
  /** Without the rights, which `describeOperation` adds. */
  readonly description: string;
  readonly request: Request;
  /** A request without a body, and so without a content type, counts as one with `{}`. */
  readonly bodyOptional: boolean;
  /** It sets the request limit of the workspace, so it has a limit of its own instead. */
  readonly liftsLimit: boolean;
  /** The data of the answer; for a list one item of it. */
  readonly data: Data;
  /** The answer is a page of items, and the request takes `limit` and `cursor`. */
  readonly paginated: boolean;
  readonly secrets: SecretFields;
  readonly errorTypes: ErrorTypes;
  /** Its problems beyond those that every operation of its kind can answer: see `problemsOf`. */
  readonly problems: readonly ProblemCode[];
  /** A request that is valid as it stands, apart from ids. */
  readonly example: Static<Request>;
}

type Optional =
  | 'liftsLimit'
  | 'bodyOptional'
  | 'hot'
  | 'chart'
  | 'destructive'
  | 'auth'
  | 'stepUp'
  | 'description'
  | 'paginated'
  | 'secrets'
  | 'errorTypes';

type Draft<
  Name extends string,
  Request extends TSchema,
  Data extends TSchema,
  Needs extends Requires,
> = Omit<Operation<Name, Request, Data, Needs>, Optional> &
  Partial<Pick<Operation<Name, Request, Data, Needs>, Optional>>;

/** Fills in what most operations have in common. */
export function defineOperation<
  const Name extends string,
  Request extends TSchema,
  Data extends TSchema,
  const Needs extends Requires,
>(draft: Draft<Name, Request, Data, Needs>): Operation<Name, Request, Data, Needs> {
  return {
    bodyOptional: false,
    liftsLimit: false,
    hot: false,
    chart: false,
    destructive: false,
    auth: ['rootKey', 'user'],
    stepUp: false,
    description: '',
    paginated: false,
    secrets: {},
    errorTypes: 'usual',
    ...draft,
  };
}

/** Whether it accepts an Idempotency-Key. */
export function isRepeatable({ kind }: Pick<Operation, 'kind'>): boolean {
  return kind === 'change' || kind === 'spend';
}

export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;

/** Every problem that the operation can answer at `/v2`, as the documents list them. */
export function problemsOf(operation: Operation): readonly ProblemCode[] {
  const ofKind: readonly ProblemCode[] = isRepeatable(operation)
    ? ['user/bad_request/idempotency_key_reused']
    : [];
  return [...COMMON_PROBLEMS, ...ofKind, ...operation.problems];
}

/** Every problem that the operation can answer at `/ui/rpc`. */
export function problemsAtUi(operation: Operation): readonly ProblemCode[] {
  const own = operation.stepUp === false ? [] : (['unlatch/session/step_up_needed'] as const);
  const all = [...problemsOf(operation), ...UI_PROBLEMS, ...own];
  return all.filter((code) => !code.startsWith('unkey/authentication/'));
}

/** The problems that any operation can answer at `/ui/rpc`. */
const UI_PROBLEMS: readonly ProblemCode[] = [
  'unlatch/session/missing',
  'unlatch/session/second_factor_needed',
  'unlatch/session/csrf',
  'unlatch/session/rate_limited',
  'unlatch/workspace/not_a_member',
];

/** The problems that any operation can answer at `/v2`. */
const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'unkey/application/invalid_input',
  'unkey/authentication/missing',
  'unkey/authentication/malformed',
  'unkey/authentication/key_not_found',
  'unkey/authorization/insufficient_permissions',
  'unkey/authorization/forbidden',
  'unkey/authorization/key_disabled',
  'unkey/authorization/workspace_disabled',
  'user/bad_request/request_body_too_large',
  'user/bad_request/request_body_unreadable',
  'user/bad_request/unsupported_body_encoding',
  'user/bad_request/request_timeout',
  'user/too_many_requests/workspace_rate_limited',
  'unkey/application/unexpected_error',
  'unkey/application/service_unavailable',
];
