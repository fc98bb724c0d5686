// Compiled by `pnpm check`, never run. What the published client takes, ours takes; what ours
// returns, a program written for the published client can use.
import type {
  HTTPClientOptions as TheirHttpOptions,
  SDKOptions as TheirOptions,
  Unkey as Theirs,
} from '@unkey/api';
import type { RequestOptions as TheirCallOptions } from '@unkey/api/lib/sdks.js';
import type * as TheirErrors from '@unkey/api/models/errors';
import type { Unrecognized } from '@unkey/api/types';
import type { HTTPClientOptions, RequestOptions, SDKOptions, Unkey } from '@unlatch/api';
import type * as Errors from '@unlatch/api/models/errors';

/** The compiler names what is left over, if anything is. */
type Nothing<T extends never> = T;

/** The groups that both clients have. This service has none of the other groups of theirs. */
type Group = 'apis' | 'identities' | 'keys' | 'permissions' | 'ratelimit';

type Method = (request: never, options?: never) => Promise<unknown>;
type Request<M> = M extends (request: infer R, ...rest: never) => unknown ? R : never;
type Answer<M> = M extends (...all: never) => Promise<infer R> ? R : never;

/** The methods of a group that break a rule, such as `keys.createKey`. */
type Methods<Rule extends 'missing' | 'request' | 'answer'> = {
  [G in Group]: {
    [A in keyof Theirs[G] & string]: Theirs[G][A] extends Method
      ? Broken<Rule, Theirs[G][A], A extends keyof Unkey[G] ? Unkey[G][A] : undefined> extends true
        ? `${G}.${A}`
        : never
      : never;
  }[keyof Theirs[G] & string];
}[Group];

type Broken<Rule, TheirMethod, OurMethod> = OurMethod extends undefined
  ? Rule extends 'missing'
    ? true
    : false
  : Rule extends 'request'
    ? Not<Known<Request<TheirMethod>> extends Request<OurMethod> ? true : false>
    : Rule extends 'answer'
      ? Not<Answer<OurMethod> extends Answer<TheirMethod> ? true : false>
      : false;

/**
 * Without the texts that no service knows. Their answers may have such a text for a choice, such as
 * an interval, and some of their requests have the type of an answer.
 */
type Known<T> =
  T extends Unrecognized<string>
    ? never
    : T extends readonly (infer Item)[]
      ? Known<Item>[]
      : T extends object
        ? { [Field in keyof T]: Known<T[Field]> }
        : T;

type Not<Fits extends boolean> = Fits extends true ? false : true;

export type EveryMethodIsThere = Nothing<Methods<'missing'>>;
export type EveryRequestIsTaken = Nothing<Methods<'request'>>;
export type EveryAnswerCanBeUsed = Nothing<Methods<'answer'>>;

export type EveryOptionIsThere = Nothing<Exclude<keyof TheirOptions, keyof SDKOptions>>;
// Their `fetchOptions` is deprecated: what it holds are options of the call, there and here.
export type EveryCallOptionIsThere = Nothing<
  Exclude<keyof TheirCallOptions, keyof RequestOptions | 'fetchOptions'>
>;
export type EveryHttpOptionIsThere = Nothing<
  Exclude<keyof TheirHttpOptions, keyof HTTPClientOptions>
>;

/** Apart from schemas and the raw payloads that only these validate. */
type ErrorClass<Module> = Exclude<
  keyof Module,
  `${string}$${string}` | `${string}FromJSON` | `${string}ToJSON` | 'formatZodError'
>;
export type EveryErrorIsThere = Nothing<
  Exclude<ErrorClass<typeof TheirErrors>, keyof typeof Errors>
>;
