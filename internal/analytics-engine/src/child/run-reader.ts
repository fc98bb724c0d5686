import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineSession } from './chdb.js';
import { EngineFailure } from './failures.js';
import type { EngineStore } from './open-store.js';
import type { RequestHead } from './read-request.js';
import {
  parameterStatements,
  type ReaderLimits,
  readerSettings,
  setStatement,
} from './settings.js';
import { checkReaderText, quoteName } from './statement.js';

/** How often a query that must end is told so. The first time can be before it has begun. */
const KILL_AGAIN_MS = 100;
/** The engine ends a query by itself at its limit. This is for one that does not look at the time. */
const GRACE_MS = 500;

export interface ReaderRun {
  readonly head: RequestHead;
  readonly workspace: string;
  readonly sql: string;
  readonly limits: ReaderLimits;
  /** The client has left. */
  readonly signal: AbortSignal;
}

/**
 * Runs one query of a workspace in a session that nothing else uses.
 *
 * Invariants:
 * 1. The session is in the database of the workspace and in read-only mode before the query is sent.
 *    So the policies of the tables show rows of this workspace only.
 * 2. The query has ended before this settles, however it ends. A place in the queue is therefore
 *    taken as long as the engine works.
 * 3. A query whose client left, or whose time is over, is told to end until it has ended.
 */
export async function runReader<Result>(
  store: EngineStore,
  run: ReaderRun,
  execute: (session: EngineSession, sql: string) => Promise<Result>,
): Promise<Result> {
  checkReaderText(run.sql);
  await store.ensureDatabase(run.workspace);
  const session = store.open();
  try {
    const mark = randomUUID();
    const settings = readerSettings(run.head.settings, run.limits);
    await prepare(session, run, new Map([...settings, ['log_comment', mark]]));
    run.signal.throwIfAborted();
    const seconds = Number(settings.get('max_execution_time'));
    const ender = endInTime(store, { mark, afterMs: seconds * 1000 + GRACE_MS, ...run });
    try {
      return await execute(session, run.sql);
    } catch (error) {
      throw ender.isOverdue() ? timeIsOver() : error;
    } finally {
      ender.stop();
    }
  } finally {
    session.close();
  }
}

async function prepare(
  session: EngineSession,
  { workspace, head }: ReaderRun,
  settings: ReadonlyMap<string, string>,
): Promise<void> {
  const statements = [
    `USE ${quoteName(workspace)}`,
    ...parameterStatements(head.parameters),
    setStatement(settings),
    'SET readonly = 1',
  ];
  await session.queryAsync(statements.join('; '), { format: 'Null' });
}

interface Ender {
  /** Whether the query was told to end because its time was over. */
  isOverdue(): boolean;
  stop(): void;
}

function endInTime(
  store: EngineStore,
  options: { readonly mark: string; readonly afterMs: number; readonly signal: AbortSignal },
): Ender {
  let isOverdue = false;
  let isOver = false;
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    while (!isOver) {
      await store.kill(options.mark).catch(() => {});
      await delay(KILL_AGAIN_MS);
    }
  };
  const leave = () => void end();
  const timer = setTimeout(() => {
    isOverdue = true;
    leave();
  }, options.afterMs);
  options.signal.addEventListener('abort', leave, { once: true });
  if (options.signal.aborted) leave();
  return {
    isOverdue: () => isOverdue,
    stop() {
      isOver = true;
      clearTimeout(timer);
      options.signal.removeEventListener('abort', leave);
    },
  };
}

function timeIsOver(): EngineFailure {
  return new EngineFailure('TIMEOUT_EXCEEDED', 'The time of the query is over.');
}
