import { DATABASE } from '../layout.js';
import type { OpenOptions } from '../messages.js';
import type { EngineSession } from './chdb.js';
import { loadChdb } from './chdb.js';
import { writeEngineConfig } from './engine-config.js';
import { quoteName, quoteText } from './statement.js';

/** How many names of databases are remembered as existing. To create one again changes nothing. */
const KNOWN_DATABASES_MAX = 10_000;

/** The open files of the engine. The first session opens and locks them, and the last one frees them. */
export interface EngineStore {
  readonly engineVersion: string;
  /** A session is one connection: it has settings and a current database of its own. */
  open(): EngineSession;
  /** Makes the empty database that a reader of this workspace is in. */
  ensureDatabase(name: string): Promise<void>;
  /** Ends the queries that have this mark. Returns when the engine has been told. */
  kill(mark: string): Promise<void>;
  close(): void;
}

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly step: 'load' | 'open';

  constructor(step: 'load' | 'open', cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.step = step;
  }
}

export async function openStore(options: OpenOptions): Promise<EngineStore> {
  const { moduleDirectory, files } = options;
  const configFile = await writeEngineConfig(options);
  const connectionArgs = [`--config-file=${configFile}`];
  const { Session } = attempt('load', () => loadChdb(moduleDirectory));
  const open = () => new Session(files, { connectionArgs });
  const control = attempt('open', open);
  const run = inTurn(control);
  try {
    const engineVersion = (await run('SELECT version()')).trim();
    await run(`CREATE DATABASE IF NOT EXISTS ${DATABASE} ENGINE = Atomic`);
    return createStore({ engineVersion, open, run, close: () => control.close() });
  } catch (error) {
    control.close();
    throw new StoreError('open', error);
  }
}

function attempt<Result>(step: 'load' | 'open', work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new StoreError(step, error);
  }
}

/** One session runs one query at a time. A second one would hold up a thread that it shares. */
function inTurn(session: EngineSession): (sql: string) => Promise<string> {
  let last: Promise<unknown> = Promise.resolve();
  return (sql) => {
    const next = last.then(async () => {
      const result = await session.queryAsync(sql, { format: 'TabSeparated' });
      return Buffer.from(result.bytes()).toString('utf8');
    });
    last = next.catch(() => {});
    return next;
  };
}

interface StoreParts {
  readonly engineVersion: string;
  readonly open: () => EngineSession;
  readonly run: (sql: string) => Promise<string>;
  readonly close: () => void;
}

function createStore({ engineVersion, open, run, close }: StoreParts): EngineStore {
  const known = new Set<string>();
  return {
    engineVersion,
    open,
    close,
    async ensureDatabase(name) {
      if (known.has(name)) return;
      await run(`CREATE DATABASE IF NOT EXISTS ${quoteName(name)} ENGINE = Memory`);
      if (known.size >= KNOWN_DATABASES_MAX) known.clear();
      known.add(name);
    },
    async kill(mark) {
      // Never SYNC: it was seen not to come back.
      await run(`KILL QUERY WHERE Settings['log_comment'] = ${quoteText(mark)} ASYNC`);
    },
  };
}
