import type { Operation } from '@unlatch/contract';
import { idsOf } from '@unlatch/contract/rights/right';
import { insufficientPermissions } from '../domain/authorization/authorize.js';
import { compileRight } from '../domain/authorization/compile-right.js';
import { couldMeet } from '../domain/authorization/could-meet.js';
import type { Caller } from '../domain/caller/caller.js';
import { Problem } from '../domain/problems.js';
import { askRight, createRights } from './rights.js';

/** What a door can judge before it reads a request. */
export interface CallerJudge {
  /** Refuses a caller that would be refused whatever it sends, with the problem that it would get. */
  readonly judge: (caller: Caller) => void;
  /**
   * Refuses a caller that no ids could give the right. Its problem has the names of the ids, since
   * the request that says them is not read.
   */
  readonly judgeAnyIds: (caller: Caller) => void;
}

export function createCallerJudge({ name, auth, requires }: Operation): CallerJudge {
  const { right, found, rows } = requires;
  const kinds = new Set<Caller['kind']>([...auth, 'system']);
  const ids = idsOf(right);
  const namesOfIds = Object.fromEntries(ids.map((id) => [id, `<${id}>`]));
  const isDecided = found === undefined && rows === undefined && ids.length === 0;
  const asked = isDecided ? askRight(right) : undefined;
  const isFiltered = rows === 'filtered';
  const rights = createRights(requires);
  return {
    judge(caller) {
      if (!kinds.has(caller.kind)) throw wrongCaller(name);
      asked?.require(caller, {});
      if (isFiltered) rights.rows(caller);
    },
    judgeAnyIds(caller) {
      if (rows === 'readable' || couldMeet(caller, right)) return;
      throw insufficientPermissions(compileRight(right).missing(caller, namesOfIds));
    },
  };
}

function wrongCaller(name: string): Problem {
  return new Problem(
    'unkey/authorization/forbidden',
    `${name} cannot be called with this kind of credential.`,
  );
}
