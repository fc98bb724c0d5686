import type { STRICT_FOR_NEW_KEYS } from '@unlatch/contract/rights/rights-by-thing';
import { asksStrictly, type Caller } from '../../domain/caller/caller.js';
import type { AskedRight } from '../rights.js';

type Strict = Readonly<Record<keyof typeof STRICT_FOR_NEW_KEYS, AskedRight<object>>> & {
  readonly createRole?: AskedRight<object>;
};

/** What a request gives to keys. Only what is there is given. */
interface Given {
  readonly permissions: boolean;
  readonly roles: boolean;
}

/** Called when it is known whether something exists. Each throws if the caller lacks the right. */
interface Admission {
  readonly useIdentity: () => void;
  readonly createIdentity: () => void;
  readonly createPermission: () => void;
  readonly createRole: () => void;
}

/**
 * In a workspace with strict rights: refuses a caller that may not give these things to keys. The
 * result judges what depends on their existence. Without strict rights the right on the key is
 * enough for everything, as in the reference.
 */
export function admitGiving(caller: Caller, also: Strict, given: Given): Admission | undefined {
  if (!asksStrictly(caller)) return undefined;
  if (given.permissions) also.givePermissions.require(caller, {});
  if (given.roles) also.giveRoles.require(caller, {});
  return {
    useIdentity: () => also.useIdentity.require(caller, {}),
    createIdentity: () => also.createIdentity.require(caller, {}),
    createPermission: () => also.createPermission.require(caller, {}),
    createRole: () => also.createRole?.require(caller, {}),
  };
}
