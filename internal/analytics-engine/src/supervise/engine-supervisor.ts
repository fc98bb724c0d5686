import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage } from '../errors.js';
import { findEngine } from '../install/find-engine.js';
import { type EngineLayout, layoutOf, prepareLayout } from '../layout.js';
import type { EngineFigures, FromChild } from '../messages.js';
import { type ChildEnd, type EngineChild, forkEngine } from './child-process.js';
import { classifyEnd } from './classify-end.js';
import { type EngineEvent, type EngineState, NEXT_STATES, type NotStarted } from './events.js';
import { endOrphan, removeLeftovers } from './leftovers.js';
import { heldBy, newerStore } from './operator-texts.js';
import { findEngineProcess } from './pid-file.js';
import { CLEAN_RECORD, type EngineRecord, judgeEnd } from './restart-policy.js';
import { isNewer, moveStoreAside, prepareStore, readMark } from './store-mark.js';

export interface SupervisorOptions {
  readonly directory: string;
  readonly moduleDirectory: string;
  readonly program: string;
  readonly tables: readonly string[];
  readonly memoryMaxBytes: number;
  readonly readersMax: number;
  readonly stopLimitMs: number;
  readonly watch: EngineWatch;
  readonly onEvent: (event: EngineEvent) => void;
}

/** How often an engine that is absent, or held by another service, is looked for. */
const LOOK_AGAIN_MS = 5_000;
/** To open ten million rows takes a third of a second. After a power cut it may take far longer. */
const OPEN_LIMIT_MS = 120_000;

/** When an engine that runs counts as stuck. */
export interface EngineWatch {
  readonly checkMs: number;
  readonly aliveEveryMs: number;
  readonly silenceMaxMs: number;
  /** One change at a time: all others wait for it. */
  readonly changeMaxMs: number;
}

/** The engine prints the reason of a failed start, and then perhaps where it was. */
const OUTPUT_LINES_MAX = 50;

/** What an attempt to have an engine led to, when that attempt is over. */
type Outcome =
  | { readonly kind: 'again'; readonly state: 'ABSENT' | 'WAITING'; readonly afterMs: number }
  | { readonly kind: 'refused' };

/**
 * Has an engine run on a directory, as long as it is not stopped. The states are in `EngineState`.
 *
 * Invariants:
 * 1. At most one child process of this supervisor exists.
 * 2. An engine of another owner is left alone. One without an owner is ended, and only if its command
 *    line shows that it is the engine of this directory.
 * 3. The files are moved aside only after repeated failures to open them that no lack of anything
 *    explains, and never while another engine holds them.
 * 4. Files of a newer engine are not touched.
 * 5. No failure reaches the caller as an exception: the service runs without an engine.
 *
 * One loop makes attempts. An attempt lasts as long as its child process, so no two of them overlap.
 */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  readonly #layout: EngineLayout;
  readonly #stopRequest = new AbortController();
  readonly #loop: Promise<void>;
  #state: EngineState = 'ABSENT';
  #record: EngineRecord = CLEAN_RECORD;
  #child: EngineChild | undefined;
  #figures: EngineFigures | undefined;
  #lastComplaint: string | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#layout = layoutOf(options.directory);
    this.#loop = this.#run();
  }

  get state(): EngineState {
    return this.#state;
  }

  /** The newest ones; undefined while no engine serves. */
  get figures(): EngineFigures | undefined {
    return this.#figures;
  }

  /** Resolves when the engine is gone. Safe to call more than once. */
  async stop(): Promise<void> {
    this.#stopRequest.abort();
    await this.#child?.stop(this.#options.stopLimitMs);
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopRequest;
    while (!signal.aborted) {
      const outcome = await this.#attempt().catch((error: unknown) => this.#unexpected(error));
      if (signal.aborted) break;
      if (outcome.kind === 'refused') {
        this.#enter('REFUSED');
        await untilAborted(signal);
        break;
      }
      this.#enter(outcome.state);
      await delay(outcome.afterMs, undefined, { signal }).catch(() => {});
    }
    this.#enter('STOPPED');
  }

  async #attempt(): Promise<Outcome> {
    const found = await findEngine(this.#options.moduleDirectory);
    if (!found.available) {
      this.#complain(found.reason, found.message);
      if (found.reason !== 'not_installed') return { kind: 'refused' };
      return { kind: 'again', state: 'ABSENT', afterMs: LOOK_AGAIN_MS };
    }
    this.#enter('STARTING');
    await prepareLayout(this.#layout);
    const obstacle = await this.#clearTheWay();
    if (obstacle !== undefined) return obstacle;
    const mark = await readMark(this.#layout);
    if (mark !== undefined && isNewer(mark.engineVersion, found.version)) {
      this.#complain('newer_store', newerStore(this.#layout.store, mark.engineVersion));
      return { kind: 'refused' };
    }
    await prepareStore(this.#layout, found.version);
    return this.#live();
  }

  /** Undefined if no engine runs on the directory any more. */
  async #clearTheWay(): Promise<Outcome | undefined> {
    const { directory, pidFile } = this.#layout;
    const trace = await findEngineProcess(pidFile, directory);
    if (trace.kind === 'none') return undefined;
    if (trace.kind === 'owned') {
      this.#complain('held', heldBy(directory, `process ${trace.ownerPid}`));
      return { kind: 'again', state: 'WAITING', afterMs: LOOK_AGAIN_MS };
    }
    await endOrphan(trace.pid, this.#layout);
    this.#options.onEvent({ kind: 'orphan_ended', pid: trace.pid });
    return undefined;
  }

  /** The life of one child process, from its start to its end. */
  async #live(): Promise<Outcome> {
    const { directory, files, socket, pidFile } = this.#layout;
    const { program, moduleDirectory, tables, memoryMaxBytes, readersMax, watch } = this.#options;
    const configDirectory = join(directory, `config-${randomUUID()}`);
    const life: Life = {
      servedFromMs: undefined,
      heardMs: performance.now(),
      failure: undefined,
      output: [],
    };
    const child = forkEngine(program, directory, {
      onMessage: (message) => this.#hear(message, life, child),
      onLine: (line) => this.#print(line, life),
    });
    this.#child = child;
    if (this.#stopRequest.signal.aborted) child.kill();
    child.open({
      moduleDirectory,
      files,
      socket,
      pidFile,
      configDirectory,
      tables,
      memoryMaxBytes,
      readersMax,
      aliveEveryMs: watch.aliveEveryMs,
    });
    const timer = setInterval(() => this.#endIfStuck(life, child), watch.checkMs).unref();
    const end = await child.gone;
    clearInterval(timer);
    this.#child = undefined;
    this.#figures = undefined;
    await rm(configDirectory, { recursive: true, force: true });
    return this.#judge(end, life, child.pid);
  }

  #hear(message: FromChild, life: Life, child: EngineChild): void {
    life.heardMs = performance.now();
    if (message.kind === 'ready') void this.#serve(message, life, child);
    else if (message.kind === 'failed') life.failure = message;
    else if (message.kind === 'alive') this.#figures = message;
    else this.#options.onEvent({ kind: 'request_failed', detail: message.detail });
  }

  #print(line: string, { output }: Life): void {
    if (output.length < OUTPUT_LINES_MAX) output.push(line);
    this.#options.onEvent({ kind: 'output', line });
  }

  async #serve(
    { engineVersion, openMs }: Extract<FromChild, { kind: 'ready' }>,
    life: Life,
    { pid }: EngineChild,
  ): Promise<void> {
    // Read again: two starts at once may each have made a mark, and one of them remained.
    const mark = await readMark(this.#layout).catch(() => undefined);
    if (this.#stopRequest.signal.aborted || this.#child?.pid !== pid) return;
    life.servedFromMs = performance.now();
    this.#lastComplaint = undefined;
    this.#enter('SERVING');
    const storeId = mark?.storeId ?? '';
    this.#options.onEvent({ kind: 'ready', pid, engineVersion, storeId, openMs });
    await removeLeftovers(this.#layout).catch(() => {});
  }

  #endIfStuck(life: Life, child: EngineChild): void {
    const { silenceMaxMs, changeMaxMs } = this.#options.watch;
    const limitMs = life.servedFromMs === undefined ? OPEN_LIMIT_MS : silenceMaxMs;
    const isSilent = performance.now() - life.heardMs >= limitMs;
    const changeForMs = this.#figures?.changeForMs ?? 0;
    if (!isSilent && changeForMs < changeMaxMs) return;
    const reason = isSilent ? 'silent' : 'change';
    this.#options.onEvent({ kind: 'stuck', pid: child.pid, reason });
    child.kill();
  }

  async #judge(end: ChildEnd, life: Life, pid: number): Promise<Outcome> {
    if (this.#stopRequest.signal.aborted) {
      this.#options.onEvent({ kind: 'stopped', pid, ...end });
      return { kind: 'again', state: 'WAITING', afterMs: 0 };
    }
    const { servedFromMs, failure, output } = life;
    const hasServed = servedFromMs !== undefined;
    const kind = classifyEnd({ end, failure, output, hasServed });
    if (kind === 'held') {
      this.#complain('held', heldBy(this.#layout.directory, 'another process'));
      return { kind: 'again', state: 'WAITING', afterMs: LOOK_AGAIN_MS };
    }
    if (kind !== 'ended') this.#complain(kind, failure?.text ?? 'The engine crashed.');
    const { record, afterMs, moveAside } = judgeEnd(this.#record, {
      servedMs: servedFromMs && performance.now() - servedFromMs,
      couldNotOpen: kind === 'damaged',
    });
    this.#record = record;
    this.#options.onEvent({ kind: 'ended', pid, ...end, afterMs });
    if (moveAside) {
      await moveStoreAside(this.#layout);
      this.#options.onEvent({ kind: 'store_moved', to: this.#layout.damaged });
    }
    return { kind: 'again', state: 'WAITING', afterMs };
  }

  #unexpected(error: unknown): Outcome {
    this.#complain('directory', errorMessage(error));
    const { record, afterMs } = judgeEnd(this.#record, {
      servedMs: undefined,
      couldNotOpen: false,
    });
    this.#record = record;
    return { kind: 'again', state: 'WAITING', afterMs: Math.max(afterMs, LOOK_AGAIN_MS) };
  }

  /** Once, not with each attempt. */
  #complain(reason: NotStarted, message: string): void {
    if (this.#lastComplaint === reason) return;
    this.#lastComplaint = reason;
    this.#options.onEvent({ kind: 'not_started', reason, message });
  }

  #enter(state: EngineState): void {
    if (state === this.#state) return;
    if (!NEXT_STATES[this.#state].includes(state)) {
      throw new Error(`the analytics engine cannot become ${state} from ${this.#state}`);
    }
    this.#state = state;
  }
}

interface Life {
  servedFromMs: number | undefined;
  heardMs: number;
  failure: Extract<FromChild, { kind: 'failed' }> | undefined;
  readonly output: string[];
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
