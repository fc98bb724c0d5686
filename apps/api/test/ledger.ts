import { CreditLedger } from '../src/engine/credits/credit-ledger.js';
import type {
  Busy,
  SpendAnswer,
  SpendOutcome,
  SpendRequest,
} from '../src/store/credits/credits.js';

/**
 * What a ledger asked its store for. `waits`: for one key, until no other transaction has locked
 * it.
 */
export interface Statement {
  readonly requests: readonly SpendRequest[];
  readonly waits: boolean;
  readonly answer: (...answers: (SpendAnswer | Busy)[]) => void;
  readonly fail: (reason: Error) => void;
}

export const DOWN = new Error('the database is down');

/** A ledger over a store. The test says when its statements end, and how. */
export function createLedger({ waitingMax = 100 } = {}) {
  const statements: Statement[] = [];
  const ledger = new CreditLedger({
    spend: (requests) =>
      new Promise((resolve, reject) => {
        const answer = (...answers: (SpendAnswer | Busy)[]) => resolve(answers);
        statements.push({ requests, waits: false, answer, fail: reject });
      }),
    spendWhenFree: (request) =>
      new Promise((resolve, reject) => {
        const answer = (one: SpendAnswer | Busy) => {
          if (one === 'busy') throw new Error('a waiting statement reports no busy key');
          resolve(one);
        };
        statements.push({ requests: [request], waits: true, answer, fail: reject });
      }),
    waitingMax,
  });
  const spend = (cost: number, keyId = 'key_1', workspaceId = 'ws_1') =>
    ledger.spend({ workspaceId, keyId, cost });
  /** The statement that is under way once everything that can happen has happened. */
  const nextStatement = async (): Promise<Statement> => {
    await turn();
    const statement = statements.at(-1);
    if (statement === undefined) throw new Error('no statement was sent');
    return statement;
  };
  return { ledger, spend, statements, nextStatement };
}

/**
 * Two iterations of the event loop. A result arrives in the first. The next statement is sent in
 * the second.
 */
export async function turn(): Promise<void> {
  for (const _ of [1, 2]) await new Promise(setImmediate);
}

export function taken(balance: number): SpendOutcome {
  return { taken: true, balance };
}

export function refused(balance: number): SpendOutcome {
  return { taken: false, balance };
}

export function totals(statement: Statement | undefined): number[] | undefined {
  return statement?.requests.map((request) => request.total);
}
