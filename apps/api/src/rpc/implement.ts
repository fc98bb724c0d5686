import type { Static, TSchema } from '@sinclair/typebox';
import type { Operation, Requires } from '@unlatch/contract';
import type { Page } from '../domain/pagination.js';
import type { RawJson } from '../lib/json-text/raw-json.js';
import { answerOnce } from '../operations/change/idempotency.js';
import { Judgements } from '../operations/change/judgements.js';
import { createCallerJudge } from './judge-caller.js';
import { judgeRights } from './judged-rights.js';
import { askRight, createRights, type Rights } from './rights.js';
import type { Call, Rpc, RpcDeps } from './rpc.js';
import { markOfList, markPage, openCursor } from './shared/list-cursor.js';
import { requireStepUp } from './step-up.js';

type Handler<Request extends TSchema, Answer, Needs extends Requires> = (
  call: Call<Static<Request>>,
  deps: RpcDeps,
  rights: Rights<Needs>,
) => Answer;

/**
 * Joins an operation of the contract with its handler, and checks each against the other.
 *
 * What the definition says of callers and repetitions holds for every door:
 * - A caller of a kind that `auth` does not name is refused.
 * - A person confirms the identity before a dangerous act.
 * - A right that depends on the request alone is judged first.
 * - A repeated change gets its first answer, if its caller still has the rights that it needed.
 */
export function implement<
  Name extends string,
  Request extends TSchema,
  Data extends TSchema,
  Needs extends Requires,
>(
  definition: Operation<Name, Request, Data, Needs>,
  handler: Handler<Request, Static<Data> | Promise<Static<Data>>, Needs>,
): Rpc {
  return join(definition, handler);
}

/**
 * The same for a list: `definition.data` describes one item, and the handler returns a page of
 * items.
 */
export function implementList<
  Name extends string,
  Request extends TSchema,
  Item extends TSchema,
  Needs extends Requires,
>(
  definition: Operation<Name, Request, Item, Needs>,
  handler: Handler<Request, Promise<Page<Static<Item>>>, Needs>,
): Rpc {
  const handlePage: typeof handler = async (call, deps, rights) => {
    const mark = markOfList(definition.name, call.caller.workspaceId, Object(call.body));
    const cursor = openCursor(Reflect.get(Object(call.body), 'cursor'), mark);
    const body = Object.assign({}, call.body, { cursor });
    return markPage(await handler({ ...call, body }, deps, rights), mark);
  };
  return join(definition, handlePage);
}

/** The same for an answer whose data is JSON text already, of the shape that the definition says. */
export function implementText<
  Name extends string,
  Request extends TSchema,
  Data extends TSchema,
  Needs extends Requires,
>(
  definition: Operation<Name, Request, Data, Needs>,
  handler: Handler<Request, Promise<RawJson>, Needs>,
): Rpc {
  return join(definition, handler);
}

function join<Request extends TSchema, Answer, Needs extends Requires>(
  definition: Operation<string, Request, TSchema, Needs>,
  handler: Handler<Request, Answer, Needs>,
): Rpc {
  const { kind, requires, stepUp } = definition;
  const callers = createCallerJudge(definition);
  const rights = createRights(requires);
  const judged = judgeRights(requires, rights);
  const isDecidedByRequest = requires.found === undefined && requires.rows === undefined;
  const rightOnRequest = isDecidedByRequest ? askRight(requires.right) : undefined;
  const isRepeatedWhole = kind === 'change';
  const handle: Rpc['handle'] = (call, deps) => {
    const { caller } = call;
    callers.judge(caller);
    if (stepUp !== false) requireStepUp(call, stepUp, deps.clock.nowMs());
    rightOnRequest?.require(caller, Object(call.body));
    // The caller of `handle` has validated the body against `definition.request` before it calls.
    const valid = call as Call<Static<Request>>;
    if (!isRepeatedWhole || call.idempotency === null) return handler(valid, deps, rights);
    const judgements = new Judgements((judgement) => judged.isMet(caller, judgement));
    const repeatable = { ...valid, judgements };
    const recorded = judged.recordedIn(judgements);
    return answerOnce(deps, repeatable, async () => handler(repeatable, deps, recorded));
  };
  return { definition, callers, handle };
}
