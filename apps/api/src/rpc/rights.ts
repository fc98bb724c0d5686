import type { Requires } from '@unlatch/contract';
import type { Right } from '@unlatch/contract/rights/right';
import { authorize, insufficientPermissions } from '../domain/authorization/authorize.js';
import { compileRight } from '../domain/authorization/compile-right.js';
import { grantedRows, rightOnAllRows } from '../domain/authorization/granted-rows.js';
import type { Caller } from '../domain/caller/caller.js';

/** One right of an operation, ready to be asked about. */
export interface AskedRight<Ids extends object> {
  /** Refuses with the missing permission unless the caller has the right on these things. */
  readonly require: (caller: Caller, ids: Ids) => void;
  /** For an operation that must not say whether the thing exists. */
  readonly allows: (caller: Caller, ids: Ids) => boolean;
}

/** What the definition of an operation asks of its caller, as its handler uses it. */
export interface Rights<Needs extends Requires> extends AskedRight<IdsFound<Needs>> {
  /** The ids of the rows that the caller may read; refuses a caller who may read none. */
  readonly rows: (caller: Caller) => readonly string[] | 'all';
  /** The rights that are asked for in some cases only, by their names in the definition. */
  readonly also: {
    readonly [Name in keyof Needs['also']]: AskedRight<IdsFound<Needs['also'][Name]>>;
  };
}

/** What a right on the keys of an API names. */
export type KeySpaceIds = Readonly<Record<'apiId' | 'keySpaceId', string>>;

/** An object with all ids that the handler has to find; it may have more. */
type IdsFound<Needs> = Needs extends { readonly found: readonly (infer Id extends string)[] }
  ? Readonly<Record<Id, string | readonly string[]>>
  : Readonly<Record<never, string>>;

export function createRights<const Needs extends Requires>(requires: Needs): Rights<Needs> {
  const also = Object.entries(requires.also ?? {}).map(
    ([name, { right }]) => [name, askRight(right)] as const,
  );
  return {
    ...askRight(requires.right),
    rows({ grants }) {
      const rows = grantedRows(grants, requires.right);
      if (rows.length === 0) {
        throw insufficientPermissions(`Missing permission: '${rightOnAllRows(requires.right)}'`);
      }
      return rows;
    },
    also: byName(also),
  };
}

/** Any ids are taken: those that the right names have to be among them. */
export function askRight(text: Right): AskedRight<object> {
  const right = compileRight(text);
  return {
    allows: right.isMet,
    require: (caller, ids) => authorize(right, caller, ids),
  };
}

/** The entries are made from the definition, one for each of its names, so the type holds. */
function byName<Also>(entries: readonly (readonly [string, AskedRight<object>])[]): Also {
  const rights: unknown = Object.fromEntries(entries);
  return rights as Also;
}
