import type { Requires } from '@unlatch/contract';
import type { Right } from '@unlatch/contract/rights/right';
import { authorize, insufficientPermissions } from '../domain/authorization/authorize.js';
import { compileRight } from '../domain/authorization/compile-right.js';
import { grantedRows, rightOnAllRows } from '../domain/authorization/granted-rows.js';
import type { Caller } from '../domain/caller/caller.js';

/** One right of an operation, ready to be judged. */
export interface AskedRight<Ids extends object> {
  /** Refuses with the missing permission, unless the caller has the right on these things. */
  readonly require: (caller: Caller, ids: Ids) => void;
  /** For an operation that must not say whether the thing exists. */
  readonly allows: (caller: Caller, ids: Ids) => boolean;
}

/** The rights that the definition of an operation asks for, as its handler uses them. */
export interface Rights<Needs extends Requires> extends AskedRight<IdsFound<Needs>> {
  /**
   * The ids of the rows that the caller may read. Refuses a caller that may read none, unless the
   * list gives it an empty page.
   */
  readonly rows: (caller: Caller) => readonly string[] | 'all';
  /** The rights that are needed in some cases only, by their names in the definition. */
  readonly also: {
    readonly [Name in keyof Needs['also']]: AskedRight<IdsFound<Needs['also'][Name]>>;
  };
}

/** The ids that a right on the keys of an API names. */
export type KeySpaceIds = Readonly<Record<'apiId' | 'keySpaceId', string>>;

/** An object with all ids that the handler has to find. It may have other fields. */
type IdsFound<Needs> = Needs extends { readonly found: readonly (infer Id extends string)[] }
  ? Readonly<Record<Id, string | readonly string[]>>
  : Readonly<Record<never, string>>;

export function createRights<const Needs extends Requires>(requires: Needs): Rights<Needs> {
  const also = Object.entries(requires.also ?? {}).map(
    ([name, { right }]) => [name, askRight(right)] as const,
  );
  return {
    ...askRight(requires.right),
    rows(caller) {
      const rows = grantedRows(caller, requires.right);
      if (rows.length === 0 && requires.rows !== 'readable') {
        throw insufficientPermissions(`Missing permission: '${rightOnAllRows(requires.right)}'`);
      }
      return rows;
    },
    also: byName(also),
  };
}

/** Accepts any ids. Those that the right names must be among them. */
export function askRight(text: Right): AskedRight<object> {
  const right = compileRight(text);
  return {
    allows: right.isMet,
    require: (caller, ids) => authorize(right, caller, ids),
  };
}

/** The entries come from the definition, one for each of its names, so the type is right. */
export function byName<Also>(entries: readonly (readonly [string, AskedRight<object>])[]): Also {
  const rights: unknown = Object.fromEntries(entries);
  return rights as Also;
}
