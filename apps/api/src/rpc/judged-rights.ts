import type { Requires } from '@unlatch/contract';
import { idsOf } from '@unlatch/contract/rights/right';
import type { Caller } from '../domain/caller/caller.js';
import type { Judgement, Judgements } from '../operations/change/judgements.js';
import { hasPower } from '../operations/root-keys/root-key-power.js';
import { type AskedRight, askRight, byName, type Rights } from './rights.js';

interface JudgedRights<Needs extends Requires> {
  /** The same rights. Each decision in favour of the caller is recorded. */
  readonly recordedIn: (judgements: Judgements) => Rights<Needs>;
  /** Judges what an earlier request was judged on, for the caller of this one. */
  readonly isMet: (caller: Caller, judgement: Judgement) => boolean;
}

/** The rights of an operation, for requests that may be repeated. */
export function judgeRights<Needs extends Requires>(
  requires: Needs,
  rights: Rights<Needs>,
): JudgedRights<Needs> {
  const main = nameRight(null, requires.right);
  const also = Object.entries(requires.also ?? {}).map(([name, { right }]) =>
    nameRight(name, right),
  );
  const asked = new Map([main, ...also].map((right) => [right.name, right.asked]));
  return {
    recordedIn: (judgements) => ({
      ...rights,
      ...recordRight(main, judgements),
      also: byName(also.map((right) => [right.name ?? '', recordRight(right, judgements)])),
    }),
    isMet(caller, judgement) {
      if (judgement.kind === 'power') return hasPower(caller, judgement.power);
      // An unknown name comes from another version of the program, so nothing is certain.
      return asked.get(judgement.name)?.allows(caller, judgement.ids) ?? false;
    },
  };
}

interface NamedRight {
  readonly name: string | null;
  readonly ids: readonly string[];
  readonly asked: AskedRight<object>;
}

function nameRight(name: string | null, right: Requires['right']): NamedRight {
  return { name, ids: idsOf(right), asked: askRight(right) };
}

function recordRight(
  { name, ids: names, asked }: NamedRight,
  judgements: Judgements,
): AskedRight<object> {
  const record = (things: object) => {
    const ids = Object.entries(things).filter(([id]) => names.includes(id));
    judgements.record({ kind: 'right', name, ids: Object.fromEntries(ids) });
  };
  return {
    allows(caller, things) {
      const isMet = asked.allows(caller, things);
      if (isMet) record(things);
      return isMet;
    },
    require(caller, things) {
      asked.require(caller, things);
      record(things);
    },
  };
}
