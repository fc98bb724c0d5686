import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { EngineFigures } from '../messages.js';
import { describeFailure, EngineFailure, failureBody, withoutText } from './failures.js';
import { DEFAULT_FORMAT, formatRule } from './formats.js';
import type { EngineStore } from './open-store.js';
import { type RequestHead, readBody, readHead } from './read-request.js';
import { runReader } from './run-reader.js';
import { insertRows, runStatement } from './run-writer.js';
import { type Reply, sendResult, sendText } from './send-result.js';
import type { ReaderLimits } from './settings.js';
import { checkWriterText, isQuestion, readRowInsert, splitFormat } from './statement.js';
import { Turns } from './turns.js';

const INSERT_BYTES_MAX = 64 * 1024 * 1024;
/**
 * Clients send settings in the address. The longest is the scope of a root key with rights on 500
 * APIs, for each table of a query.
 */
const ADDRESS_BYTES_MAX = 256 * 1024;
/** Of a statement without rows. */
const STATEMENT_BYTES_MAX = 1024 * 1024;
const READER_TEXT_BYTES_MAX = 256 * 1024;
const REQUEST_LIMIT_MS = 60_000;

/**
 * ClickHouse's HTTP interface, as far as the service uses it, on a Unix socket. A request belongs to
 * one of three kinds, and each kind has places of its own:
 *
 * - Readers: the request names the database of a workspace. Several at once, in sessions that see
 *   rows of this workspace only, and with the engine's texts withheld.
 * - Questions of the service in its own database: a few at once, so that none waits for an insert.
 * - Changes by the service: one at a time. Their bodies are read only when they have their place, so
 *   the memory that bodies take is bounded too.
 *
 * Invariants:
 * 1. A request holds its place until the engine is done with it, also when its client has left.
 * 2. A reader's query ends soon after its client has left. A change goes on: its client cannot know
 *    how far it came, and repeats it with the same token.
 * 3. A body that breaks off changes nothing.
 */
export interface FacadeOptions {
  readonly readersMax: number;
  readonly limits: ReaderLimits;
  readonly onFailure: (failure: { readonly code: number; readonly kind: RequestKind }) => void;
}

type RequestKind = 'reader' | 'question' | 'change';

export interface Facade {
  readonly server: Server;
  figures(): Omit<EngineFigures, 'rssBytes'>;
  /** Takes no further request, and ends the queries of readers. Resolves when the engine is idle. */
  drain(): Promise<void>;
}

export function createFacade(store: EngineStore, options: FacadeOptions): Facade {
  const turns = {
    reader: new Turns({ atOnce: options.readersMax, waitingMax: 8 * options.readersMax }),
    question: new Turns({ atOnce: 2, waitingMax: 32 }),
    change: new Turns({ atOnce: 1, waitingMax: 32 }),
  };
  const underWay = new Set<Promise<void>>();
  const readers = new Set<ServerResponse>();
  let isDraining = false;

  const server = createServer({ maxHeaderSize: ADDRESS_BYTES_MAX }, (req, res) => {
    const exchange = { store, options, turns, readers, req, res, isDraining: () => isDraining };
    const work = answer(exchange).finally(() => {
      underWay.delete(work);
      readers.delete(res);
    });
    underWay.add(work);
  });
  server.requestTimeout = REQUEST_LIMIT_MS;
  server.keepAliveTimeout = REQUEST_LIMIT_MS;
  return {
    server,
    figures() {
      const all = Object.values(turns);
      return {
        running: all.reduce((sum, { running }) => sum + running, 0),
        waiting: all.reduce((sum, { waiting }) => sum + waiting, 0),
        changeForMs: turns.change.longestMs,
      };
    },
    async drain() {
      isDraining = true;
      server.close();
      server.closeIdleConnections();
      for (const res of readers) res.destroy();
      await Promise.allSettled(underWay);
    },
  };
}

interface Exchange {
  readonly store: EngineStore;
  readonly options: FacadeOptions;
  readonly turns: Readonly<Record<RequestKind, Turns>>;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** The answers to readers that are under way. */
  readonly readers: Set<ServerResponse>;
  readonly isDraining: () => boolean;
}

/** Never rejects: whatever happens becomes an answer, or a broken connection. */
async function answer(exchange: Exchange): Promise<void> {
  const { req, res } = exchange;
  const leaving = new AbortController();
  res.once('close', () => leaving.abort(new Error('the client left')));
  let kind: RequestKind | undefined;
  try {
    const path = new URL(req.url ?? '/', 'http://engine').pathname;
    if (path === '/ping' || (req.method === 'GET' && req.url === '/')) {
      sendText(res, 200, 'Ok.\n');
      return;
    }
    if (path !== '/' || (req.method !== 'POST' && req.method !== 'GET')) {
      throw new EngineFailure('BAD_ARGUMENTS', 'Send statements with POST to the path /.');
    }
    if (exchange.isDraining()) {
      throw new EngineFailure('TOO_MANY_SIMULTANEOUS_QUERIES', 'The engine is stopping.');
    }
    const head = readHead(req);
    res.setHeader('X-ClickHouse-Query-Id', head.queryId ?? randomUUID());
    kind = kindOf(head);
    if (req.method === 'GET' && kind === 'change') {
      throw new EngineFailure('READONLY', 'Send what changes something with POST.');
    }
    if (kind === 'reader') exchange.readers.add(res);
    await answerInTurn(exchange, { head, kind, signal: leaving.signal });
  } catch (error) {
    if (!leaving.signal.aborted) sendFailure(exchange, error, kind);
  }
}

/** A statement in the body can only be known as a question once it is read, which is done in turn. */
function kindOf(head: RequestHead): RequestKind {
  if (head.workspace !== undefined) return 'reader';
  return isQuestion(head.queryInAddress ?? 'select') ? 'question' : 'change';
}

interface Task {
  readonly head: RequestHead;
  readonly kind: RequestKind;
  readonly signal: AbortSignal;
}

async function answerInTurn(exchange: Exchange, task: Task): Promise<void> {
  const { turns } = exchange;
  const place = { release: await turns[task.kind].take(task.signal) };
  try {
    if (task.kind === 'reader') await answerReader(exchange, task);
    else if (task.kind === 'change') await answerChange(exchange, task);
    else await answerQuestion(exchange, task, place);
  } finally {
    place.release();
  }
}

async function answerReader(exchange: Exchange, { head, signal }: Task): Promise<void> {
  const { store, req, res, options } = exchange;
  const text = await readText(req, head, READER_TEXT_BYTES_MAX);
  const { sql, reply } = split(res, head, text);
  const { workspace } = head;
  if (workspace === undefined) throw new Error('a reader names its workspace');
  const run = { head, workspace, sql, limits: options.limits, signal };
  await runReader(store, run, (session, query) => sendResult(session, query, { ...reply, signal }));
}

/**
 * A statement in the body that is no question after all moves to the place of changes. It gives its
 * own place up before it waits, or changes that wait would hold up all questions.
 */
async function answerQuestion(
  exchange: Exchange,
  task: Task,
  place: { release: () => void },
): Promise<void> {
  const text = await readText(exchange.req, task.head, STATEMENT_BYTES_MAX);
  if (!isQuestion(text)) {
    place.release();
    place.release = await exchange.turns.change.take(task.signal);
  }
  await answerStatement(exchange, task, text);
}

async function answerChange(exchange: Exchange, task: Task): Promise<void> {
  const { store, req, res } = exchange;
  const { head } = task;
  const into = readRowInsert(head.queryInAddress ?? '');
  if (into === undefined) {
    return answerStatement(exchange, task, await readText(req, head, STATEMENT_BYTES_MAX));
  }
  const values = await readBody(req, INSERT_BYTES_MAX);
  const startMs = performance.now();
  // The engine refuses an insert without rows, and a client may have none.
  const isEmpty = values.length === 0;
  const written = isEmpty ? undefined : await insertRows(store, { head, into, values });
  setSummary(res, {
    written_rows: written?.rows ?? 0,
    written_bytes: written?.bytes ?? 0,
    elapsed_ns: Math.round((performance.now() - startMs) * 1e6),
  });
  sendText(res, 200, '');
}

async function answerStatement(exchange: Exchange, task: Task, text: string): Promise<void> {
  const { store, res } = exchange;
  checkWriterText(text);
  const { sql, reply } = split(res, task.head, text);
  await runStatement(store, { head: task.head, sql }, (session, query) =>
    sendResult(session, query, { ...reply, signal: task.signal }),
  );
}

async function readText(
  req: IncomingMessage,
  head: RequestHead,
  bytesMax: number,
): Promise<string> {
  const body = (await readBody(req, bytesMax)).toString('utf8');
  if (head.queryInAddress === undefined) return body;
  return body === '' ? head.queryInAddress : `${head.queryInAddress}\n${body}`;
}

function split(
  res: ServerResponse,
  head: RequestHead,
  text: string,
): { readonly sql: string; readonly reply: Omit<Reply, 'signal'> } {
  const { sql, format = head.defaultFormat ?? DEFAULT_FORMAT } = splitFormat(text);
  const rule = formatRule(format);
  const setSummaryOf = (figures: Record<string, number>) => setSummary(res, figures);
  return { sql, reply: { res, format, rule, wantsGzip: head.wantsGzip, setSummary: setSummaryOf } };
}

/** Numbers are texts in this header, as with a server. */
function setSummary(res: ServerResponse, figures: Readonly<Record<string, number>>): void {
  const all = { read_rows: 0, read_bytes: 0, written_rows: 0, written_bytes: 0, ...figures };
  const texts = Object.entries(all).map(([name, value]) => [name, String(value)]);
  res.setHeader('X-ClickHouse-Summary', JSON.stringify(Object.fromEntries(texts)));
}

function sendFailure(
  { res, options }: Exchange,
  error: unknown,
  kind: RequestKind | undefined,
): void {
  const failure = describeFailure(error);
  options.onFailure({ code: failure.code, kind: kind ?? 'question' });
  if (res.headersSent) {
    // Half of a result is there already. A broken connection is the only sign that is left.
    res.destroy();
    return;
  }
  const isOfEngine = !(error instanceof EngineFailure);
  const told = kind === 'reader' && isOfEngine ? withoutText(failure) : failure;
  res.setHeader('X-ClickHouse-Exception-Code', String(told.code));
  sendText(res, told.status, failureBody(told));
}
